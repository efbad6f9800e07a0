// Which row speaks of which clip. In doubt a row belongs to none: a wrong slate is worse than a missing one.
import type { MetadataRow } from "../columns/metadata-row.ts";
import { byName, differsInCase } from "./by-name.ts";
import { byReel } from "./by-reel.ts";
import { byTimecode } from "./by-timecode.ts";
import type { Lookup } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";
import type { AmbiguousRow, MatchedRow } from "./matched-row.ts";
import { settleRows } from "./settle-rows.ts";

export type { ClipToMatch, MatchedRow };

const MATCH_MODES = ["name", "reel", "timecode"] as const;
/** `name`: file names in their variants · `reel`: camera, roll and clip number · `timecode`: overlap in time. */
export type MatchMode = (typeof MATCH_MODES)[number];

export interface MatchOptions {
  /** Only this way; default all three in their order, each for what the one before left over. */
  readonly mode?: MatchMode;
  /** With `timecode`: was it asked for? Then what a row calls a renamed clip is not held against it. Default true. */
  readonly trustsTime?: boolean;
}

/** Every row is in exactly one of `byClip` (on its own or joined with others), `unmatched` and `ambiguous`. */
export interface RowMatch {
  /** By the clip's name as given; one whole row per sheet, in the order given, so that the last one wins. */
  readonly byClip: ReadonlyMap<string, readonly MatchedRow[]>;
  readonly unmatched: readonly MetadataRow[];
  readonly ambiguous: readonly AmbiguousRow[];
  readonly clipsWithoutRow: readonly string[];
  /** Full sentences. */
  readonly warnings: readonly string[];
}

/** Takes about n log n steps for n rows and clips. */
export function matchRows(
  rows: readonly MetadataRow[],
  clips: readonly ClipToMatch[],
  options: MatchOptions = {},
): RowMatch {
  const modes = options.mode ? [options.mode] : MATCH_MODES;
  const build: Readonly<Record<MatchMode, () => Lookup>> = {
    name: () => byName(clips),
    reel: () => byReel(clips),
    timecode: () => byTimecode(clips, rows, options.trustsTime ?? options.mode === "timecode"),
  };
  const lookups = modes.map((mode) => ({ mode, find: build[mode]() }));
  const found = new Map<string, MatchedRow[]>();
  const unmatched: MetadataRow[] = [];
  const ambiguous: AmbiguousRow[] = [];
  const inOtherCase: { row: MetadataRow; clip: string }[] = [];
  for (const row of rows) {
    const { mode, clips: candidates } = firstFind(row, lookups);
    const [clip] = candidates;
    if (!clip || !mode) unmatched.push(row);
    else if (candidates.length > 1) ambiguous.push({ row, candidates: candidates.map(({ name }) => name) });
    else {
      const others = found.get(clip.name);
      const matched = { ...row, foundBy: mode };
      if (others) others.push(matched);
      else found.set(clip.name, [matched]);
      if (mode === "name" && differsInCase(row, clip)) inOtherCase.push({ row, clip: clip.name });
    }
  }
  const settled = new Map([...found].map(([clip, rows]) => [clip, settleRows(clip, rows)]));
  const all = [...settled.values()];
  const byClip = new Map([...settled].flatMap(([clip, { rows }]) => (rows.length > 0 ? [[clip, rows]] : [])));
  return {
    byClip,
    unmatched: unmatched.concat(all.flatMap(({ unmatched }) => unmatched)),
    ambiguous: ambiguous.concat(all.flatMap(({ ambiguous }) => ambiguous)),
    clipsWithoutRow: clips.map(({ name }) => name).filter((name) => !byClip.has(name)),
    warnings: [...caseWarning(inOtherCase), ...all.flatMap(({ warnings }) => warnings)],
  };
}

function firstFind(row: MetadataRow, lookups: readonly { mode: MatchMode; find: Lookup }[]) {
  for (const { mode, find } of lookups) {
    const clips = find(row);
    if (clips.length > 0) return { mode, clips };
  }
  return { mode: undefined, clips: [] };
}

function caseWarning(inOtherCase: readonly { row: MetadataRow; clip: string }[]): string[] {
  const [first] = inOtherCase;
  if (!first) return [];
  const { row, clip } = first;
  const more = inOtherCase.length > 1 ? ` (and ${inOtherCase.length - 1} more)` : "";
  return [
    `${row.sheet}:${row.line} writes ${JSON.stringify(row.names[0])} where the clip is called ${JSON.stringify(clip)}${more}; ` +
      "upper and lower case were taken as the same.",
  ];
}
