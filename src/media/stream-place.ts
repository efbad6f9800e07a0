// Names one stream of one file for a run of ffprobe or ffmpeg.
import type { SourceInput } from "./input-arguments.ts";

export interface StreamPlace extends SourceInput {
  readonly streamIndex: number;
  readonly signal: AbortSignal | undefined;
}
