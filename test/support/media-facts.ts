// Facts as probing gives them, to be bent for one test.
import type { AudioFacts, MediaFacts, VideoFacts } from "../../src/domain/media-facts.ts";
import { GOOD_VIDEO } from "./spec-facts.ts";

/** As a good file of the spec's tests, at an even 24 frames per second. */
export function videoFacts(changes: Partial<VideoFacts> = {}): VideoFacts {
  const rate = { num: 24, den: 1 };
  return {
    ...GOOD_VIDEO,
    frameRate: rate,
    averageFrameRate: rate,
    bitRate: 6_000_000,
    durationSeconds: 10,
    maxKeyframeDistanceSeconds: 1,
    ...changes,
  };
}

export function audioFacts(changes: Partial<AudioFacts> = {}): AudioFacts {
  return {
    streamIndex: 1,
    codec: "aac",
    profile: "LC",
    channels: 2,
    sampleRate: 48_000,
    bitRate: 192_000,
    startSeconds: 0,
    durationSeconds: 10,
    title: undefined,
    ...changes,
  };
}

export function mediaFacts(changes: Partial<MediaFacts> = {}): MediaFacts {
  return {
    sizeBytes: 7_500_000,
    container: {
      formatName: "mov,mp4,m4a,3gp,3g2,mj2",
      durationSeconds: 10,
      bitRate: 6_200_000,
      moovBeforeMdat: true,
      isFragmented: false,
      majorBrand: "isom",
    },
    video: videoFacts(),
    videoStreamCount: 1,
    audio: [audioFacts()],
    timecode: "01:00:00:00",
    reelName: undefined,
    recordedDate: undefined,
    cameraModel: undefined,
    createdMs: undefined,
    complaints: [],
    decodeErrors: undefined,
    ...changes,
  };
}
