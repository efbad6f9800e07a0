// Chips take an average rate where libx264 takes a quality.
import type { ProxyShape } from "../../../domain/spec.ts";

/** Chips need more bits than x264 for the same picture, but the ceiling is the spec's. */
export function averageRateArguments({ maxBitRate, bufferBits }: ProxyShape): readonly string[] {
  return [
    ...["-b:v", String(Math.round(maxBitRate * 0.8)), "-maxrate", String(maxBitRate)],
    ...["-bufsize", String(bufferBits)],
  ];
}
