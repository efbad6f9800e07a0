// Keyframes at even distances: scene cuts would make seeking times differ from clip to clip.
import type { FrameRate } from "../../../domain/frame-rate.ts";
import { toNumber } from "../../../domain/rational.ts";
import type { ProxyShape } from "../../../domain/spec.ts";

/** Frames from one keyframe to the next. */
export function keyframeDistance({ keyframeSeconds }: ProxyShape, rate: FrameRate): number {
  return Math.max(1, Math.round(keyframeSeconds * toNumber(rate)));
}
