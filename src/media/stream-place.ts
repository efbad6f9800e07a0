// Names one stream of one file for a run of ffprobe or ffmpeg.
import type { ContainerKind } from "./input-arguments.ts";

export interface StreamPlace {
  readonly path: string;
  readonly kind: ContainerKind;
  readonly streamIndex: number;
  readonly signal: AbortSignal | undefined;
}
