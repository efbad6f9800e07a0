// Does a row of an Avid log speak of sound alone? Its Tracks column says which tracks the clip has.
import type { Sheet, SheetRow } from "../sheet.ts";
import { normaliseHeader } from "./normalise-header.ts";

/** `A1A2`, `A1-4`, `A1, A2`: no `V` among them. */
const SOUND_TRACKS = /^(?:A\d{1,2}(?:-A?\d{1,2})?[\s,+]{0,2}){1,64}$/i;

/** Undefined for a sheet without such a column. */
export function soundOnly(sheet: Pick<Sheet, "columns">): ((row: SheetRow) => boolean) | undefined {
  const at = sheet.columns.findIndex((column) => normaliseHeader(column) === "tracks");
  return at < 0 ? undefined : (row) => SOUND_TRACKS.test((row.cells[at] ?? "").trim());
}
