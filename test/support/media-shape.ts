// The shape of the default spec's proxies, with a fast preset.
import type { ProxyShape } from "../../src/domain/spec.ts";

export const testShape: ProxyShape = {
  maxWidth: 1920,
  maxHeight: 1080,
  crf: 20,
  maxBitRate: 8_000_000,
  bufferBits: 16_000_000,
  preset: "veryfast",
  profile: "high",
  keyframeSeconds: 2,
  audioBitRate: 192_000,
  audioSampleRate: 48_000,
};
