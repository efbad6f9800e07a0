// A camera that runs faster or slower than its pictures are shown: its timecode no longer runs with the day, or sound.
import type { ClipMetadata } from "./metadata.ts";

/** Names such as 23.98 and 24 stand for one rate; nobody overcranks by less. */
const TOLERANCE = 0.01;

export function isOffSpeed({ fps, sensorFps }: ClipMetadata): boolean {
  return fps !== undefined && sensorFps !== undefined && Math.abs(sensorFps / fps - 1) > TOLERANCE;
}
