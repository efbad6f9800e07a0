// Which row speaks of which clip: by name as soon as the card is scanned, by timecode once every clip is probed.
import { parse } from "node:path";
import { filesOfSource, type FoundClip } from "../../domain/clip.ts";
import { parseClipName } from "../../domain/clip-name.ts";
import type { Emit } from "../../domain/events.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import type { RowCounts } from "../../domain/outcome.ts";
import {
  type ClipToMatch,
  type MatchedRow,
  matchRows,
  type RowMatch,
} from "../../metadata/match/match-rows.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";
import { lostRows } from "../../metadata/match/lost-rows.ts";
import type { Rows } from "./read-sheets.ts";
import { sayPrecedence } from "./say-precedence.ts";
import { sayRowsLeft } from "./say-row.ts";

export type MatchMode = "name" | "reel" | "timecode" | undefined;

export interface SheetMatch {
  /** Rows of a clip in order of rising precedence: the camera's own sheets first, the given ones after. */
  rowsOf(name: string): readonly MatchedRow[];
  isCircled(name: string): boolean;
  /**
   * Tells the timecode of a clip, for rows that no name matches. True when such a row may still be this clip's,
   * so that its metadata waits for `matchByTimecode`.
   */
  notePicture(clip: FoundClip, metadata: ClipMetadata, seconds: number | undefined): boolean;
  /** Every picture is known: matches what is left by timecode. */
  matchByTimecode(): void;
  /** Says which rows found no clip and which clips no row, and counts. `lost`: rows that should have found one. */
  finish(emit: Emit): { readonly rows: RowCounts; readonly lost: number };
}

export function matchSheets(
  rows: Rows,
  clips: readonly FoundClip[],
  { match: mode, isStrict }: { readonly match: MatchMode; readonly isStrict: boolean },
  emit: Emit,
): SheetMatch {
  const toBeMatched = clips.map(toMatch);
  const onCard = matchRows(rows.onCard, toBeMatched, {});
  const isLate = mode === "timecode";
  const early = isLate ? undefined : matchRows(rows.given, toBeMatched, mode ? { mode } : {});
  const sayWarnings = (match: Pick<RowMatch, "warnings"> | undefined) => {
    for (const message of match?.warnings ?? []) emit({ type: "warning", code: "match_warning", message });
  };
  for (const match of [onCard, early]) sayWarnings(match);
  sayPrecedence(onCard, emit);
  const given = new Map(early?.byClip);
  let unmatched: readonly MetadataRow[] = early?.unmatched ?? rows.given;
  let ambiguous: RowMatch["ambiguous"] = early?.ambiguous ?? [];
  const canMatchLate = mode === undefined || isLate;
  const pictures: ClipToMatch[] = [];
  const rowsOf = (name: string) => [...(onCard.byClip.get(name) ?? []), ...(given.get(name) ?? [])];
  return {
    rowsOf,
    isCircled: (name) => rowsOf(name).findLast(saysOfCircle)?.metadata.circled === true,
    notePicture: (clip, metadata, seconds) => {
      const mayMatch = canMatchLate && unmatched.length > 0 && !given.has(clip.name);
      if (mayMatch) pictures.push(withPicture(clip, metadata, seconds));
      return mayMatch;
    },
    matchByTimecode: () => {
      if (pictures.length === 0) return;
      const late = matchRows(unmatched, pictures, { mode: "timecode", trustsTime: isLate });
      for (const [name, found] of late.byClip) given.set(name, found);
      sayWarnings(late);
      unmatched = late.unmatched;
      ambiguous = [...ambiguous, ...late.ambiguous];
    },
    finish: (say) => {
      // Sheets of a card that say nothing of these clips are none of this run's business; contradictions are.
      const contradictions = onCard.ambiguous.filter(({ rivals }) => rivals);
      const toSay = { unmatched, ambiguous: [...contradictions, ...ambiguous] };
      sayRowsLeft(toSay, { where: "of this run", clips: toBeMatched }, say);
      if (rows.given.length > 0) sayClipsWithoutRow(toBeMatched, rowsOf, say);
      const astray = isStrict ? unmatched : lostRows(rows.given, unmatched, toBeMatched);
      const total = rows.given.length + rows.unreadable;
      const lost = unmatched.length + ambiguous.length + rows.unreadable;
      return {
        rows: { total, matched: total - lost, unmatched: lost },
        lost: ambiguous.length + rows.unreadable + astray.length,
      };
    },
  };
}

const NAMED_CLIPS = 5;

function sayClipsWithoutRow(
  clips: readonly ClipToMatch[],
  rowsOf: (name: string) => readonly MatchedRow[],
  emit: Emit,
): void {
  const without = clips.map(({ name }) => name).filter((name) => rowsOf(name).length === 0);
  if (without.length === 0) return;
  const more = without.length > NAMED_CLIPS ? ` and ${without.length - NAMED_CLIPS} more` : "";
  const many = without.length === 1 ? "1 clip has" : `${without.length} clips have`;
  const message = `${many} no row in any sheet: ${without.slice(0, NAMED_CLIPS).join(", ")}${more}.`;
  emit({ type: "warning", code: "clips_without_row", message });
}

function saysOfCircle({ metadata, isUncircled }: MatchedRow): boolean {
  return metadata.circled !== undefined || isUncircled === true;
}

/** What rows are matched against, as far as the file tells its place in the day and how long it is. */
export function withPicture(
  clip: FoundClip,
  metadata: ClipMetadata,
  seconds: number | undefined,
): ClipToMatch {
  const { date, timecode, fps, reelName } = metadata;
  return {
    ...toMatch(clip),
    ...(clip.roll === undefined && reelName !== undefined && { roll: reelName }),
    ...(date === undefined ? {} : { date }),
    ...(timecode === undefined ? {} : { timecode }),
    ...(fps === undefined ? {} : { fps }),
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
  };
}

/** What rows are matched against, as far as names tell. */
function toMatch(clip: FoundClip): ClipToMatch {
  const clipNumber = parseClipName(clip.name)?.clipNumber;
  const files = [clip.graded, clip.log].flatMap((file) => (file ? filesOfSource(file) : []));
  return {
    name: clip.name,
    fileNames: files.map(({ path }) => parse(path).name),
    ...(clip.camera === undefined ? {} : { camera: clip.camera }),
    ...(clip.roll === undefined ? {} : { roll: clip.roll }),
    ...(clipNumber === undefined ? {} : { clipNumber }),
    ...(clip.date === undefined ? {} : { date: clip.date }),
  };
}
