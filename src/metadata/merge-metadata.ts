// Everything known of one clip, from every source, in one order of precedence, with what it came from.
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import { frameRateFromNumber } from "../domain/frame-rate.ts";
import { allowsDropFrame } from "../domain/timecode.ts";
import { type MatchedRow, rowLabel } from "./match/matched-row.ts";
import { hasValue, sameLabel, sameValue } from "./same-value.ts";
import { weighSheets } from "./weigh-sheets.ts";

/**
 * From weakest to strongest: what the clip's name tells, what the file tells, what the camera wrote beside it, what a
 * person's sheet says. A stronger source without a value never blanks a weaker one with a value. What a sound recording
 * says is no source: it only adds to all of these, and to what a destination has (suggest-metadata.ts).
 */
export const SOURCE_KINDS = ["name", "file", "sidecar", "sheet"] as const;
type SourceKind = (typeof SOURCE_KINDS)[number];

export interface MetadataSource {
  readonly kind: SourceKind;
  /** For people: `log.csv:12`, `C0001M01.XML`, `A001C001.mov`. */
  readonly label: string;
  readonly metadata: ClipMetadata;
  /** Property → column, where the source is a sheet. */
  readonly columns?: ReadonlyMap<MetadataProperty, string>;
  /** Path of the sheet that it is a row of. */
  readonly sheet?: string;
  /** Columns of the sheet that it is a row of: sheets with the same are versions of one list. */
  readonly form?: string | undefined;
  /** A row that was found by its time alone says nothing of the file itself. */
  readonly isFoundByTime?: boolean;
  /** The sheet marks circled takes and has no mark here. */
  readonly isUncircled?: boolean;
}

/** Where a value comes from. */
interface ValueOrigin {
  readonly kind: SourceKind;
  readonly label: string;
  readonly column?: string;
  /** Path of the sheet, where it is one. */
  readonly sheet?: string;
}

interface OriginatedValue {
  readonly value: MetadataValue;
  readonly origin: ValueOrigin;
  /** A time that was logged while the clip ran, not when it starts. */
  readonly isMoment?: true;
}

/** Two sources say different things; `used` is the one that counts. */
export interface MetadataConflict {
  readonly property: MetadataProperty;
  readonly used: OriginatedValue;
  readonly ignored: OriginatedValue;
}

export interface MergedMetadata {
  readonly metadata: ClipMetadata;
  /** One entry for every property of `metadata`. */
  readonly origins: ReadonlyMap<MetadataProperty, ValueOrigin>;
  readonly conflicts: readonly MetadataConflict[];
}

/** A matched row as a source. */
export function sheetSource(row: MatchedRow): MetadataSource {
  return {
    kind: "sheet",
    label: rowLabel(row),
    metadata: row.metadata,
    columns: row.origin,
    sheet: row.sheet,
    form: row.form,
    isFoundByTime: row.foundBy === "timecode",
    isUncircled: row.isUncircled === true,
  };
}

/** Facts of the file that was delivered: a sheet only fills them in. */
const OF_THE_FILE: ReadonlySet<MetadataProperty> = new Set(["timecode", "fps", "duration"]);
/** The same for a row that was found by its time alone. */
const OF_THE_FILE_BY_TIME: ReadonlySet<MetadataProperty> = new Set([...OF_THE_FILE, "reelName"]);

/**
 * Merges by kind, see `SOURCE_KINDS`; within a kind the last one given wins. Of sheets a row counts whole: what it says
 * of the take counts only where no stronger sheet tells another take (weigh-sheets.ts).
 */
export function mergeMetadata(sources: readonly MetadataSource[]): MergedMetadata {
  const ordered = SOURCE_KINDS.flatMap((kind) => sources.filter((source) => source.kind === kind));
  const loses = weighSheets(ordered.filter(({ kind }) => kind === "sheet"));
  const merged = new Map<MetadataProperty, OriginatedValue>();
  const said = new Map<MetadataProperty, OriginatedValue[]>();
  for (const source of ordered) {
    for (const [property, value] of valuesOf(source, merged)) {
      const column = source.columns?.get(property);
      const { kind, label, sheet } = source;
      const origin = {
        ...{ kind, label },
        ...(column !== undefined && { column }),
        ...(sheet !== undefined && { sheet }),
      };
      const entry = {
        value,
        origin,
        ...(source.isFoundByTime === true && property === "timecode" && { isMoment: true as const }),
      };
      const isLost = loses(source, property) || isFilledByFile(source, property, merged.get(property));
      if (!isLost) merged.set(property, entry);
      said.set(property, [...(said.get(property) ?? []), entry]);
    }
  }
  spellTimecode(merged);
  return {
    metadata: Object.fromEntries([...merged].map(([property, { value }]) => [property, value])),
    origins: new Map([...merged].map(([property, { origin }]) => [property, origin])),
    conflicts: [...merged].flatMap(([property, used]) =>
      conflictsOf(property, used, said.get(property) ?? []),
    ),
  };
}

/** A missing mark is a "no", which does not count against the "yes" of another list. */
function valuesOf(
  { metadata, isUncircled }: MetadataSource,
  merged: ReadonlyMap<MetadataProperty, OriginatedValue>,
): readonly (readonly [MetadataProperty, MetadataValue])[] {
  const values = (Object.entries(metadata) as [MetadataProperty, MetadataValue][]).filter(([, value]) =>
    hasValue(value),
  );
  const isNo =
    isUncircled === true && metadata.circled === undefined && merged.get("circled")?.value !== true;
  return isNo ? [...values, ["circled", false]] : values;
}

function isFilledByFile(
  { kind, isFoundByTime }: MetadataSource,
  property: MetadataProperty,
  known: OriginatedValue | undefined,
): boolean {
  if (kind !== "sheet" || known === undefined || known.origin.kind === "sheet") return false;
  return (isFoundByTime ? OF_THE_FILE_BY_TIME : OF_THE_FILE).has(property);
}

/** `10:00:00;00` at 25 frames a second is a spelling: drop-frame labels exist at 29.97 and its multiples only. */
function spellTimecode(merged: Map<MetadataProperty, OriginatedValue>): void {
  const timecode = merged.get("timecode");
  const rate = frameRateFromNumber(Number(merged.get("fps")?.value));
  if (typeof timecode?.value !== "string" || !rate || allowsDropFrame(rate)) return;
  merged.set("timecode", { ...timecode, value: timecode.value.replaceAll(/[;.]/g, ":") });
}

function conflictsOf(
  property: MetadataProperty,
  used: OriginatedValue,
  said: readonly OriginatedValue[],
): MetadataConflict[] {
  const different: OriginatedValue[] = [];
  for (const entry of said) {
    const same = property === "timecode" ? sameLabel : sameValue.bind(undefined, property);
    const known = [used, ...different].some(({ value }) => same(value, entry.value));
    if (!known) different.push(entry);
  }
  return different.map((ignored) => ({ property, used, ignored }));
}
