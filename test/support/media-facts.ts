// Facts as probing gives them, to be bent for one test.
import type { AudioFacts, MediaFacts, VideoFacts } from "../../src/domain/media-facts.ts";

export function videoFacts(changes: Partial<VideoFacts> = {}): VideoFacts {
  return {
    streamIndex: 0,
    codec: "h264",
    codecTag: "avc1",
    profile: "High",
    level: 41,
    pixelFormat: "yuv420p",
    width: 1920,
    height: 1080,
    displayWidth: 1920,
    displayHeight: 1080,
    sampleAspect: { num: 1, den: 1 },
    rotation: 0,
    fieldOrder: "progressive",
    frameRate: { num: 24, den: 1 },
    averageFrameRate: { num: 24, den: 1 },
    colorRange: "tv",
    colorMatrix: "bt709",
    colorTransfer: "bt709",
    colorPrimaries: "bt709",
    isDolbyVision: false,
    isEncrypted: false,
    bitRate: 6_000_000,
    startSeconds: 0,
    durationSeconds: 10,
    frameCount: 240,
    isConstantRate: true,
    maxKeyframeDistanceSeconds: 1,
    startsWithKeyframe: true,
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
    complaints: [],
    decodeErrors: undefined,
    ...changes,
  };
}
