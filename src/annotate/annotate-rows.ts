// Rows of the sheets that were given, laid onto the clips that a destination lists.
import { parseClipName } from "../domain/clip-name.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { Emit } from "../domain/events.ts";
import { type ClipToMatch, matchRows, type RowMatch } from "../metadata/match/match-rows.ts";
import type { RowCounts } from "../domain/outcome.ts";
import type { MatchMode } from "./sheets/match-sheets.ts";
import { lostRows } from "../metadata/match/lost-rows.ts";
import type { GivenSheets } from "./sheets/read-given-sheets.ts";
import { sayRowsLeft } from "./sheets/say-row.ts";

export interface HowToLay {
  readonly match: MatchMode;
  /** Completes "matches no clip …": `at the local library`. */
  readonly where: string;
  /** Every row must find its clip. */
  readonly isStrict: boolean;
}

export interface LaidRows {
  readonly matched: RowMatch;
  readonly rows: RowCounts;
  /** Rows that could not be delivered. */
  readonly lost: number;
  readonly clipsWithoutRow: readonly string[];
}

/** Matches, says which rows belong to no clip, and counts. */
export function layRows(
  { rows, unreadable }: GivenSheets,
  clips: readonly ClipToMatch[],
  { match, where, isStrict }: HowToLay,
  emit: Emit,
): LaidRows {
  const matched = matchRows(rows, clips, match === undefined ? {} : { mode: match });
  for (const message of matched.warnings) emit({ type: "warning", code: "match_warning", message });
  sayRowsLeft(matched, { where, clips }, emit);
  const total = rows.length + unreadable;
  const left = matched.unmatched.length + matched.ambiguous.length + unreadable;
  const astray = isStrict ? matched.unmatched : lostRows(rows, matched.unmatched, clips);
  return {
    matched,
    rows: { total, matched: total - left, unmatched: left },
    lost: matched.ambiguous.length + unreadable + astray.length,
    clipsWithoutRow: matched.clipsWithoutRow,
  };
}

/** What a row is held against, as far as the name and the values at the destination tell. */
export function remoteToMatch({ name, metadata }: RemoteClip): ClipToMatch {
  const parsed = parseClipName(name);
  const camera = parsed?.camera ?? metadata.camera;
  const roll = rollOf({ name, metadata });
  const date = metadata.date ?? parsed?.date;
  const { timecode, fps, duration: durationSeconds } = metadata;
  return {
    name,
    ...(camera !== undefined && { camera }),
    ...(roll !== undefined && { roll }),
    ...(parsed?.clipNumber !== undefined && { clipNumber: parsed.clipNumber }),
    ...(date !== undefined && { date }),
    ...(timecode !== undefined && { timecode }),
    ...(fps !== undefined && { fps }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}

/** The name's own roll; where it has none (`C0001`), the reel that the service knows. */
export function rollOf({ name, metadata }: RemoteClip): string | undefined {
  return parseClipName(name)?.roll ?? metadata.reelName;
}
