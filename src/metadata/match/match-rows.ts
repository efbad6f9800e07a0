// Which row speaks of which clip. In doubt a row belongs to none: a wrong slate is worse than a missing one.
import type { MetadataRow } from "../columns/metadata-row.ts";
import { byName, differsInCase } from "./by-name.ts";
import { byReel } from "./by-reel.ts";
import { byTimecode } from "./by-timecode.ts";
import type { Lookup } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";

export type { ClipToMatch };

const MATCH_MODES = ["name", "reel", "timecode"] as const;
/** `name`: file names in their variants · `reel`: camera, roll and clip number · `timecode`: overlap in time. */
export type MatchMode = (typeof MATCH_MODES)[number];

export interface MatchOptions {
  /** Only this way; default all three in their order, each for what the one before left over. */
  readonly mode?: MatchMode;
  /** With `timecode`: was it asked for? Then what a row calls a renamed clip is not held against it. Default true. */
  readonly trustsTime?: boolean;
}

/** Every row is in exactly one of `byClip`, `unmatched` and `ambiguous`. */
export interface RowMatch {
  /** By the clip's name as given; rows in the order given, so that the last one wins. */
  readonly byClip: ReadonlyMap<string, readonly MetadataRow[]>;
  readonly unmatched: readonly MetadataRow[];
  /** Rows that fit several clips, with the clips' names, best first. They are given to none. */
  readonly ambiguous: readonly { readonly row: MetadataRow; readonly candidates: readonly string[] }[];
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
  const byClip = new Map<string, MetadataRow[]>();
  const unmatched: MetadataRow[] = [];
  const ambiguous: { row: MetadataRow; candidates: string[] }[] = [];
  const inOtherCase: { row: MetadataRow; clip: string }[] = [];
  for (const row of rows) {
    const { mode, found } = firstFind(row, lookups);
    const [clip] = found;
    if (!clip) unmatched.push(row);
    else if (found.length > 1) ambiguous.push({ row, candidates: found.map(({ name }) => name) });
    else {
      const others = byClip.get(clip.name);
      if (others) others.push(row);
      else byClip.set(clip.name, [row]);
      if (mode === "name" && differsInCase(row, clip)) inOtherCase.push({ row, clip: clip.name });
    }
  }
  return {
    byClip,
    unmatched,
    ambiguous,
    clipsWithoutRow: clips.map(({ name }) => name).filter((name) => !byClip.has(name)),
    warnings: caseWarning(inOtherCase),
  };
}

function firstFind(row: MetadataRow, lookups: readonly { mode: MatchMode; find: Lookup }[]) {
  for (const { mode, find } of lookups) {
    const found = find(row);
    if (found.length > 0) return { mode, found };
  }
  return { mode: undefined, found: [] };
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
