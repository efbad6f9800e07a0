// One row that names several clips (`A015C003, B010C001`: one take, two cameras) into a row for each.
import type { SheetRow } from "../sheet.ts";
import { cameraClipId, clipBase } from "../values/clip-base.ts";
import type { Assignment } from "./sheet-column.ts";

const SEPARATOR = /[,;|&+\n/]| and | und | et | y | e /;
const MAX_CLIPS = 12;
/** No cell that names a dozen clips is longer. */
const MAX_LENGTH = 600;

/**
 * The row itself, unless a cell that names clips names several. What the row says of camera and roll cannot be true of
 * all of them, so those cells are emptied; each clip's name tells its own.
 */
export function splitClips(
  row: SheetRow,
  names: readonly Assignment[],
  ofOneCamera: readonly Assignment[],
): readonly SheetRow[] {
  for (const { index } of names) {
    const clips = clipsIn(row.cells[index] ?? "");
    if (clips.length < 2) continue;
    const emptied = new Set([...names, ...ofOneCamera].map((column) => column.index));
    return clips.map((clip) => ({
      line: row.line,
      cells: row.cells.map((cell, at) => (at === index ? clip : emptied.has(at) ? "" : cell)),
    }));
  }
  return [row];
}

/** Names of different clips by roll and number, or of one shape with different numbers: `C0001, C0002`. */
function clipsIn(cell: string): readonly string[] {
  if (cell.length > MAX_LENGTH || !SEPARATOR.test(cell)) return [];
  const parts = cell
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const keys = parts.map((part) => {
    const base = clipBase(part) ?? "";
    const id = cameraClipId(base);
    return id ? `${id.camera} ${id.reel} ${id.clip}` : base.toUpperCase();
  });
  const isClip = parts.every((part) => cameraClipId(clipBase(part) ?? "") !== undefined);
  const shapes = new Set(keys.map((key) => key.replaceAll(/\d/g, "0")));
  const isOneShape = shapes.size === 1 && /^[A-Z]{1,8}_?0{4,}$/.test([...shapes][0] ?? "");
  const isDifferent = new Set(keys).size === parts.length && parts.length <= MAX_CLIPS;
  return (isClip || isOneShape) && isDifferent ? parts : [];
}
