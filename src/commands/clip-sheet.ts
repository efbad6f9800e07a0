// Clips of the service as the columns and rows of a sheet. Pure; `annotate` reads it back.
import type { RemoteClip } from "../domain/delivery.ts";
import { displayFps, type FrameRate, frameRateFromNumber } from "../domain/frame-rate.ts";
import {
  type ClipMetadata,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
  type MetadataValue,
} from "../domain/metadata.ts";
import {
  allowsDropFrame,
  formatTimecode,
  framesToTimecode,
  parseTimecode,
  timecodeToFrames,
} from "../domain/timecode.ts";

export interface ClipSheet {
  readonly columns: readonly string[];
  /** In the order of `columns`, as many cells. */
  readonly rows: readonly (readonly string[])[];
}

export interface ClipSheetOptions {
  /** Of clips that tell none, where anything is known. */
  readonly fps: number | undefined;
  /** A column with the rate of each clip. */
  readonly hasFpsColumn: boolean;
}

/** As Avid and Resolve call them, so that they land in the columns that are there already. */
const COLUMN_NAMES: Readonly<Record<Exclude<MetadataProperty, "timecode" | "duration" | "fps">, string>> = {
  scene: "Scene",
  shot: "Shot",
  take: "Take",
  description: "Description",
  circled: "Circled",
  rating: "Rating",
  inPoint: "In Point",
  camera: "Camera",
  date: "Shoot Date",
  reelName: "Tape",
  whitePointKelvin: "White Point (Kelvin)",
  whitePointCcShift: "CC Shift",
  shutter: "Shutter Angle",
  filter: "Filter",
  ndFilter: "ND Filter",
  lens: "Lens",
  focalLength: "Focal Length",
  focusDistance: "Focus Distance",
  asa: "ISO",
  sensorFps: "Sensor FPS",
  fStop: "F-Stop",
  tStop: "T-Stop",
  fileSize: "File Size",
  libraryPath: "Library Path",
};

/** The first four are those that an ALE begins with (Avid log specification); the others are there where a clip fills them. */
export function clipSheet(clips: readonly RemoteClip[], { fps, hasFpsColumn }: ClipSheetOptions): ClipSheet {
  const others = METADATA_PROPERTY_NAMES.filter(
    (property) => property in COLUMN_NAMES && clips.some(({ metadata }) => metadata[property] !== undefined),
  ) as (keyof typeof COLUMN_NAMES)[];
  const rows = clips.map(({ name, metadata }) => {
    const { start, end, duration } = placeInDay(metadata, metadata.fps ?? fps);
    const rate = hasFpsColumn ? [String(metadata.fps ?? "")] : [];
    const cells = others.map((property) => cellOf(property, metadata[property]));
    return [name, "V", start, end, duration, ...rate, ...cells];
  });
  const columns = ["Name", "Tracks", "Start", "End", "Duration", ...(hasFpsColumn ? ["FPS"] : [])];
  return { columns: [...columns, ...others.map((property) => COLUMN_NAMES[property])], rows };
}

function cellOf(property: MetadataProperty, value: MetadataValue | undefined): string {
  if (value === undefined) return "";
  // Without its unit a distance is a guess.
  return property === "focusDistance" ? `${String(value)} m` : String(value);
}

/** Labels of the first frame and of the one after the last; empty where the service does not tell enough. */
function placeInDay(
  { timecode, duration }: ClipMetadata,
  fps: number | undefined,
): { start: string; end: string; duration: string } {
  const start = parseTimecode(timecode);
  if (!start) return { start: "", end: "", duration: "" };
  const rate = fps === undefined ? undefined : frameRateFromNumber(fps);
  const startText = formatTimecode(start);
  if (!rate || duration === undefined || duration <= 0 || (start.dropFrame && !allowsDropFrame(rate))) {
    return { start: startText, end: "", duration: "" };
  }
  const frames = Math.round((duration * rate.num) / rate.den);
  const label = (count: number) => formatTimecode(framesToTimecode(count, rate, start.dropFrame));
  return { start: startText, end: label(timecodeToFrames(start, rate) + frames), duration: label(frames) };
}

/** How many clips tell which rate, the most frequent first; at equal numbers the lower rate. 23.98 counts as 23.976. */
export function countRates(
  clips: readonly RemoteClip[],
): readonly { readonly fps: number; readonly clips: number }[] {
  const counts = new Map<number, number>();
  for (const { metadata } of clips) {
    const rate = metadata.fps === undefined ? undefined : readRate(metadata.fps);
    if (rate) counts.set(displayFps(rate), (counts.get(displayFps(rate)) ?? 0) + 1);
  }
  return [...counts]
    .map(([fps, count]) => ({ fps, clips: count }))
    .sort((a, b) => b.clips - a.clips || a.fps - b.fps);
}

/** Undefined for what no camera runs at. */
export function readRate(fps: number): FrameRate | undefined {
  return fps > 0 && fps <= 1000 ? frameRateFromNumber(fps) : undefined;
}
