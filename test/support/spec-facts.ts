// Builds the facts of a file that meets the default spec, with whatever a test changes about it.
import type { AudioFacts, ContainerFacts, MediaFacts, VideoFacts } from "../../src/domain/media-facts.ts";

export const GOOD_VIDEO: VideoFacts = {
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
  frameRate: { num: 24000, den: 1001 },
  averageFrameRate: { num: 24000, den: 1001 },
  colorRange: "tv",
  colorMatrix: "bt709",
  colorTransfer: "bt709",
  colorPrimaries: "bt709",
  isDolbyVision: false,
  isEncrypted: false,
  bitRate: 7_000_000,
  startSeconds: 0,
  durationSeconds: 10.01,
  frameCount: 240,
  isConstantRate: true,
  maxKeyframeDistanceSeconds: 2.002,
  startsWithKeyframe: true,
};

const GOOD_AUDIO: AudioFacts = {
  streamIndex: 1,
  codec: "aac",
  profile: "LC",
  channels: 2,
  sampleRate: 48000,
  bitRate: 192_000,
  startSeconds: 0,
  durationSeconds: 10.005,
  title: undefined,
};

const GOOD_CONTAINER: ContainerFacts = {
  formatName: "mov,mp4,m4a,3gp,3g2,mj2",
  durationSeconds: 10.01,
  bitRate: 7_200_000,
  moovBeforeMdat: true,
  isFragmented: false,
  majorBrand: "isom",
};

export interface FactChanges extends Partial<Omit<MediaFacts, "video" | "container" | "audio">> {
  readonly container?: Partial<ContainerFacts>;
  readonly video?: Partial<VideoFacts> | undefined;
  readonly audio?: readonly Partial<AudioFacts>[];
}

export function goodFacts(changes: FactChanges = {}): MediaFacts {
  const { container, video, audio = [{}], ...rest } = changes;
  return {
    sizeBytes: 9_000_000,
    videoStreamCount: 1,
    timecode: "01:00:00:00",
    reelName: "A001",
    recordedDate: "20240501",
    cameraModel: undefined,
    createdMs: undefined,
    complaints: [],
    decodeErrors: undefined,
    ...rest,
    container: { ...GOOD_CONTAINER, ...container },
    video: "video" in changes && video === undefined ? undefined : { ...GOOD_VIDEO, ...video },
    audio: audio.map((track) => Object.assign({}, GOOD_AUDIO, track)),
  };
}
