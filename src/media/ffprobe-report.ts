// ffprobe's JSON as it really comes: numbers as text, `N/A`, `unknown`, missing keys, tags in any case.
import * as z from "zod";

const NOT_TAGGED = new Set(["", "N/A", "unknown", "unspecified", "reserved"]);

const anything = z.unknown().optional();

const text = anything.transform((value): string | undefined => {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const trimmed = value.trim();
  return NOT_TAGGED.has(trimmed) ? undefined : trimmed;
});

/** Finite numbers only, whether quoted or not. */
const number = anything.transform((value): number | undefined => {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
});

/** Tags with lower-case names: the same tag is spelled in several cases by different recorders. */
const tags = anything.transform((value): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (typeof value !== "object" || value === null) return found;
  for (const [name, content] of Object.entries(value)) {
    if (typeof content === "string" && content.trim() !== "") found.set(name.toLowerCase(), content.trim());
  }
  return found;
});

/** The flags that are set: `default`, `attached_pic`, … */
const disposition = anything.transform((value): ReadonlySet<string> => {
  const flags = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return new Set(flags.flatMap(([name, flag]) => (flag === 1 ? [name] : [])));
});

const stream = z.object({
  index: z.number(),
  id: text,
  codec_type: text,
  codec_name: text,
  codec_tag_string: text,
  profile: text,
  level: number,
  pix_fmt: text,
  width: number,
  height: number,
  sample_aspect_ratio: text,
  field_order: text,
  r_frame_rate: text,
  avg_frame_rate: text,
  nb_frames: number,
  start_time: number,
  has_b_frames: number,
  duration: number,
  bit_rate: number,
  color_range: text,
  color_space: text,
  color_transfer: text,
  color_primaries: text,
  channels: number,
  sample_rate: number,
  disposition,
  side_data_list: z.array(z.object({ side_data_type: text, rotation: number })).default([]),
  tags,
});

const report = z.object({
  streams: z.array(stream).default([]),
  format: z
    .object({ format_name: text, start_time: number, duration: number, bit_rate: number, tags })
    .optional(),
});

export type FfprobeStream = z.output<typeof stream>;
export type FfprobeReport = Omit<z.output<typeof report>, "streams"> & {
  readonly streams: readonly FfprobeStream[];
};

/** Undefined when it is no report at all. */
export function readFfprobeReport(json: string): FfprobeReport | undefined {
  try {
    return report.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
