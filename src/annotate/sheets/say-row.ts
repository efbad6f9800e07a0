// A sheet's row that no clip gets, in words: which row, which slate, why.
import { basename } from "node:path";
import type { Emit } from "../../domain/events.ts";
import type { ClipToMatch, RowMatch } from "../../metadata/match/match-rows.ts";
import { nearestClip } from "../../metadata/match/nearest-clip.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";

export interface ClipsOfRows {
  /** Completes "matches no clip …": `of this run`, `of project P`. */
  readonly where: string;
  /** Those that the rows were held against: the nearest is suggested. */
  readonly clips: readonly ClipToMatch[];
}

export function sayRowsLeft(
  { unmatched, ambiguous }: Pick<RowMatch, "unmatched" | "ambiguous">,
  { where, clips }: ClipsOfRows,
  emit: Emit,
): void {
  const nearest = nearestClip(clips);
  const say = (row: MetadataRow, reason: string, message: string, candidates: readonly string[]) =>
    emit({ type: "row-left", sheet: basename(row.sheet), line: row.line, reason, message, candidates });
  for (const row of unmatched) {
    const near = nearest(row);
    const suggestion = near === undefined ? "" : ` The nearest is ${near}.`;
    const message = `${describeRow(row)} matches no clip ${where}.${suggestion}`;
    say(row, "unmatched", message, near === undefined ? [] : [near]);
  }
  for (const { row, candidates, rivals } of ambiguous) {
    const message = rivals
      ? `${describeRow(row)} tells another take of ${candidates.join()} than ${rivals.map(nameRival).join(", ")}; none of them counts.`
      : `${describeRow(row)} could be ${candidates.join(" or ")}; it was given to none of them.`;
    say(row, "ambiguous", message, candidates);
  }
}

function nameRival(row: MetadataRow): string {
  const slate = slateInWords(row);
  return `line ${row.line}${slate && ` (slate ${slate})`}`;
}

function slateInWords({ metadata: { scene, shot, take } }: MetadataRow): string {
  const parts = [scene, shot, take].flatMap((part) => (part === undefined ? [] : [cut(part)]));
  return parts.join("/");
}

function describeRow(row: MetadataRow): string {
  const slate = slateInWords(row);
  return [cut(row.names[0] ?? ""), slate && `slate ${slate}`].filter(Boolean).join(", ") || "the row";
}

/** Each of ten thousand rows may name the same rival: a cell without end is told by its beginning. */
const LONGEST_PART = 80;

function cut(part: string): string {
  return part.length > LONGEST_PART ? `${part.slice(0, LONGEST_PART)}…` : part;
}
