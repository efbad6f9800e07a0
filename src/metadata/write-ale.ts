// Writes an ALE that Avid Media Composer and DaVinci Resolve load.
import { type FrameRate, displayFps } from "../domain/frame-rate.ts";
import { formatTimecode, parseTimecode } from "../domain/timecode.ts";
import { aleText } from "./formats/ale-text.ts";

export interface AleList {
  readonly columns: readonly string[];
  /** In the order of `columns`. */
  readonly rows: readonly (readonly string[])[];
  readonly fps: FrameRate;
  /** Lines of the picture: 1080, 720; anything larger is `CUSTOM`, the default. */
  readonly videoFormat?: "NTSC" | "PAL" | "720" | "1080" | "CUSTOM";
  /** `48kHz` by default. */
  readonly audioFormat?: string;
  /** Tape of every clip without one of its own; without it Avid takes the file's name (Avid log specification). */
  readonly tape?: string;
}

/** The first four columns after the word Column, in this order (Avid log specification). */
const FIRST_COLUMNS = ["Name", "Tracks", "Start", "End"] as const;

/**
 * `Name Tracks Start End` come first and are added where missing, with `V` for empty Tracks; the rest keeps its order.
 * Drop-frame timecodes written with a point get their semicolon, for a semicolon is what tells Avid of drop-frame.
 */
export function writeAle(list: AleList): string {
  const heading = new Map([
    ["FIELD_DELIM", "TABS"],
    ["VIDEO_FORMAT", list.videoFormat ?? "CUSTOM"],
    ["AUDIO_FORMAT", list.audioFormat ?? "48kHz"],
    ...(list.tape === undefined ? [] : [["TAPE", list.tape] as const]),
    ["FPS", String(displayFps(list.fps))],
  ]);
  const firstAt = FIRST_COLUMNS.map((column) => list.columns.indexOf(column));
  const restAt = list.columns.flatMap((_, at) => (firstAt.includes(at) ? [] : [at]));
  const columns = [...FIRST_COLUMNS, ...restAt.map((at) => list.columns[at] ?? "")];
  const filled = list.rows.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const rows = filled.map((cells) => {
    const [name = "", tracks = "", start = "", end = ""] = firstAt.map((at) => cells[at] ?? "");
    const first = [name, tracks.trim() === "" ? "V" : tracks, withSemicolon(start), withSemicolon(end)];
    return first.concat(restAt.map((at) => cells[at] ?? ""));
  });
  return aleText(heading, columns, rows);
}

function withSemicolon(cell: string): string {
  const timecode = cell.includes(".") ? parseTimecode(cell) : undefined;
  return timecode ? formatTimecode(timecode) : cell;
}
