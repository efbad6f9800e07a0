// A sheet's row that no clip gets, in words: which row, which slate, why.
import { basename } from "node:path";
import type { Emit } from "../../domain/events.ts";
import type { RowMatch } from "../../metadata/match/match-rows.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";

/** `where` completes "matches no clip …": `of this run`, `of project P`. */
export function sayRowsLeft(
  { unmatched, ambiguous }: Pick<RowMatch, "unmatched" | "ambiguous">,
  where: string,
  emit: Emit,
): void {
  const say = (row: MetadataRow, reason: string, message: string, candidates: readonly string[]) =>
    emit({ type: "row-left", sheet: basename(row.sheet), line: row.line, reason, message, candidates });
  for (const row of unmatched) say(row, "unmatched", `${describeRow(row)} matches no clip ${where}.`, []);
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
  return [scene, shot, take].filter((part) => part !== undefined).join("/");
}

function describeRow(row: MetadataRow): string {
  const slate = slateInWords(row);
  return [row.names[0], slate && `slate ${slate}`].filter(Boolean).join(", ") || "the row";
}
