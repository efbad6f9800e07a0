// Camera exports with one row per frame (ARRI Meta Extract, Sony VENICE, Canon, RED) made into one row per clip.
import { columnKey } from "../columns/column-key.ts";
import { parseTimecode } from "../../domain/timecode.ts";
import type { SheetProblem, SheetRow } from "../sheet.ts";
import { CLIP_WORDS, TIMECODE_WORDS } from "./header-words.ts";

/** Fewer consecutive timecodes may be chance: ten takes never follow each other frame by frame. */
const MIN_FRAMES = 10;

export interface CollapsedRows {
  readonly rows: readonly SheetRow[];
  readonly problems: readonly SheetProblem[];
}

/**
 * The rows as they are, unless they count frames. Then one row per clip: a column keeps the value that all its frames share,
 * a timecode its first one; every other column that varies is left empty and named in a warning.
 */
export function collapseFrames(columns: readonly string[], rows: readonly SheetRow[]): CollapsedRows {
  const normalised = columns.map((column) => columnKey(column).key);
  const clipAt = normalised.findIndex((word) => CLIP_WORDS.has(word));
  const timecodesAt = normalised.flatMap((word, at) => (isTimecodeColumn(word) ? [at] : []));
  const groups = groupByClip(rows, clipAt);
  const framesAt = timecodesAt.find((at) => groups.some((group) => countsFrames(group, at)));
  if (framesAt === undefined) return { rows, problems: [] };
  const problems: SheetProblem[] = [];
  const collapsed = groups.flatMap((group) => {
    if (!countsFrames(group, framesAt, 2)) return group;
    const { row, varying } = collapseGroup(group, columns.length, timecodesAt);
    problems.push(describe(group, clipAt, varying.map((at) => columns[at] ?? "").filter(Boolean)));
    return [row];
  });
  return { rows: collapsed, problems };
}

function isTimecodeColumn(word: string): boolean {
  return TIMECODE_WORDS.has(word) || word.includes("timecode");
}

function groupByClip(rows: readonly SheetRow[], clipAt: number): SheetRow[][] {
  const groups: SheetRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    const same = clipAt === -1 || group?.[0]?.cells[clipAt] === row.cells[clipAt];
    if (group && same) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Nine in ten rows carry the next timecode, or the same again where the sensor runs faster than the project. */
function countsFrames(group: readonly SheetRow[], at: number, min = MIN_FRAMES): boolean {
  if (group.length < min) return false;
  let next = 0;
  let same = 0;
  for (let index = 1; index < group.length; index++) {
    const before = group[index - 1]?.cells[at];
    const after = group[index]?.cells[at];
    if (before === after && before?.trim() !== "") same++;
    else if (isNextFrame(before, after)) next++;
  }
  return next > 0 && next + same >= (group.length - 1) * 0.9;
}

/** By the labels alone, for the frame rate is not known here: the next in this second, or the first of the next second. */
function isNextFrame(before: string | undefined, after: string | undefined): boolean {
  const a = parseTimecode(before);
  const b = parseTimecode(after);
  if (!a || !b) return false;
  if (a.seconds === b.seconds) return b.frames === a.frames + 1;
  // Drop-frame leaves out the first two or four labels of most minutes.
  return b.seconds === (a.seconds + 1) % 60 && b.frames <= 4 && a.frames >= 22;
}

function collapseGroup(
  group: readonly SheetRow[],
  width: number,
  timecodesAt: readonly number[],
): { row: SheetRow; varying: number[] } {
  const varying: number[] = [];
  const cells = Array.from({ length: width }, (_, at) => {
    const values = new Set(group.map((row) => row.cells[at] ?? "").filter((cell) => cell.trim() !== ""));
    const [first = ""] = values;
    if (values.size <= 1 || timecodesAt.includes(at)) return first;
    varying.push(at);
    return "";
  });
  return { row: { line: group[0]?.line ?? 1, cells }, varying };
}

function describe(group: readonly SheetRow[], clipAt: number, varying: readonly string[]): SheetProblem {
  const clip = group[0]?.cells[clipAt]?.trim();
  const shown = varying.slice(0, 8).join(", ");
  const more = varying.length > 8 ? ` and ${varying.length - 8} more` : "";
  const left =
    varying.length === 0 ? "" : ` Columns that change from frame to frame were left empty: ${shown}${more}.`;
  const of = clip ? `"${clip}"` : "one clip";
  const message = `The frames of ${of} stand in ${group.length} rows, which were read as one.${left}`;
  return { line: group[0]?.line ?? 1, severity: "warning", message };
}
