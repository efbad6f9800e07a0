// Interlaced or not, asked of the first decoded frame: ffprobe before 4.2 does not tell it of H.264 streams.
import { inputArguments } from "./input-arguments.ts";
import { PROBE_MEMORY_BYTES } from "./program-limits.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";

/** In the words of ffprobe's `field_order`; undefined when the frame cannot be read. */
export async function readFieldOrder(
  ffprobePath: string,
  place: StreamPlace,
): Promise<"progressive" | "tt" | "bb" | undefined> {
  const end = await runProgram({
    path: ffprobePath,
    args: [
      ...["-v", "error", "-select_streams", String(place.streamIndex), "-read_intervals", "%+#1"],
      ...["-show_entries", "frame=interlaced_frame,top_field_first", "-of", "compact=p=0"],
      ...inputArguments(place),
    ],
    signal: place.signal,
    timeoutMs: 60_000,
    maxMemoryBytes: PROBE_MEMORY_BYTES,
  });
  const frame = /interlaced_frame=(\d)\|top_field_first=(\d)/.exec(end.stdout);
  if (!frame) return undefined;
  if (frame[1] === "0") return "progressive";
  return frame[2] === "1" ? "tt" : "bb";
}
