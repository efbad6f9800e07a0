// What a plan file knows of its clips, in the place of sheets: one row per clip, which says what is sent.
import type { SheetMatch } from "../annotate/sheets/match-sheets.ts";
import type { MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import type { MatchedRow } from "../metadata/match/matched-row.ts";
import type { PlannedClip } from "../plan/plan-file.ts";
import type { PlannedCards } from "./plan-cards.ts";

/** Every clip has its row, so nothing is left to be matched and nothing is lost. */
export function sheetsOfPlan(clips: readonly PlannedClip[]): SheetMatch {
  const rows = new Map(clips.map((clip, index) => [clip.clip, rowOf(clip, index + 1)]));
  const rowsOf = (name: string) => [rows.get(name)].filter((row) => row !== undefined);
  return {
    rowsOf,
    isCircled: (name) => rows.get(name)?.metadata.circled === true,
    notePicture: () => false,
    matchByTimecode: () => undefined,
    finish: () => ({ rows: { total: 0, matched: 0, unmatched: 0 }, lost: 0 }),
  };
}

export function decidedInPlan(clips: readonly PlannedClip[]): NonNullable<PlannedCards["decidedOf"]> {
  const origins = new Map(clips.map((clip) => [clip.clip, clip.origins]));
  return (clip, property) => origins.get(clip)?.[property]?.decided;
}

/** What the file itself tells is read from the file that is sent; only its day was worked out with other help. */
function rowOf({ clip, metadata, origins, curve }: PlannedClip, line: number): MatchedRow {
  const said = (Object.entries(metadata) as [MetadataProperty, MetadataValue][]).filter(
    ([property]) => property === "date" || origins[property]?.kind !== "file",
  );
  return {
    ...{ sheet: "the plan", line, kind: "picture", names: [clip], foundBy: "name" },
    ...(curve !== null && { curve }),
    metadata: Object.fromEntries(said),
    origin: new Map(said.map(([property]) => [property, property])),
  };
}
