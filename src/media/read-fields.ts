// Interlaced or not, and are the fields of a picture coded one by one? Asked of the first decoded pictures.
import { inputArguments } from "./input-arguments.ts";
import { PROBE_MEMORY_BYTES } from "./program-limits.ts";
import { readEntry, readNumberEntry } from "./read-entry.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";

export interface FieldFacts {
  /** In the words of ffprobe's `field_order`; undefined when the pictures cannot be read. */
  readonly fieldOrder: "progressive" | "tt" | "bb" | undefined;
  /** From one picture to the next where each is two packets, one for each field; else undefined. */
  readonly pictureSeconds: number | undefined;
}

/** Some pictures of a field-coded stream are coded whole, so a few say little. */
const PACKETS = 48;

/**
 * ffprobe before 4.2 does not tell the order of H.264 streams, and none tells of containers that were filled field by
 * field (AVCHD, and what is copied from it) that their rate is the rate of fields.
 */
export async function readFields(ffprobePath: string, place: StreamPlace): Promise<FieldFacts> {
  const entries =
    "packet=pts_time,dts_time:frame=best_effort_timestamp_time,interlaced_frame,top_field_first";
  const end = await runProgram({
    path: ffprobePath,
    args: [
      ...["-v", "error", "-select_streams", String(place.streamIndex), "-read_intervals", `%+#${PACKETS}`],
      ...["-show_entries", entries, "-of", "compact"],
      ...inputArguments(place),
    ],
    signal: place.signal,
    timeoutMs: 60_000,
    maxMemoryBytes: PROBE_MEMORY_BYTES,
  });
  return fieldsOf(end.stdout);
}

/** Lines that begin with `packet|` or `frame|`. */
function fieldsOf(lines: string): FieldFacts {
  const all = lines.split(/\r?\n/);
  const packets = all.filter((line) => line.startsWith("packet|"));
  const frames = all.filter((line) => line.startsWith("frame|"));
  const [first = ""] = frames;
  const isInterlaced = frames.some((line) => readEntry(line, "interlaced_frame") === "1");
  const order = readEntry(first, "top_field_first") === "1" ? "tt" : "bb";
  const fieldOrder = frames.length === 0 ? undefined : isInterlaced ? order : "progressive";
  const packetSeconds = meanStep(
    packets.map((line) => readNumberEntry(line, "pts_time") ?? readNumberEntry(line, "dts_time")),
  );
  const pictureSeconds = medianStep(
    frames.map((line) => readNumberEntry(line, "best_effort_timestamp_time")),
  );
  const isFieldCoded =
    isInterlaced &&
    packetSeconds !== undefined &&
    pictureSeconds !== undefined &&
    pictureSeconds / packetSeconds > 1.4;
  return { fieldOrder, pictureSeconds: isFieldCoded ? pictureSeconds : undefined };
}

type Times = readonly (number | undefined)[];

/** Over all packets, whether each has a time or not: the second field often has none. */
function meanStep(times: Times): number | undefined {
  const known = times.flatMap((time) => time ?? []).sort((a, b) => a - b);
  const span = (known.at(-1) ?? 0) - (known[0] ?? 0);
  return times.length > 1 && span > 0 ? span / (times.length - 1) : undefined;
}

function medianStep(times: Times): number | undefined {
  const known = times.flatMap((time) => time ?? []).sort((a, b) => a - b);
  const steps = known.slice(1).map((time, index) => time - (known[index] ?? time));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
}
