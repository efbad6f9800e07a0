// Everything known of one clip, from every source, in one order of precedence, with what it came from.
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import type { MetadataRow } from "./columns/metadata-row.ts";
import { hasValue, sameValue } from "./same-value.ts";

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
  /** The sheet that the source is a row of. */
  readonly sheet?: string;
}

/** Where a value comes from. */
interface ValueOrigin {
  readonly kind: SourceKind;
  readonly label: string;
  readonly column?: string;
}

interface OriginatedValue {
  readonly value: MetadataValue;
  readonly origin: ValueOrigin;
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
export function sheetSource(row: MetadataRow): MetadataSource {
  const label = `${row.sheet.slice(Math.max(row.sheet.lastIndexOf("/"), row.sheet.lastIndexOf("\\")) + 1)}:${row.line}`;
  return { kind: "sheet", label, metadata: row.metadata, columns: row.origin, sheet: row.sheet };
}

/**
 * Merges by kind, see `SOURCE_KINDS`; within a kind the last one given wins. Rows of one sheet that give one clip
 * different timecodes are parts of it (a pull list), so none of them tells where the clip starts.
 */
export function mergeMetadata(sources: readonly MetadataSource[]): MergedMetadata {
  const ordered = SOURCE_KINDS.flatMap((kind) => sources.filter((source) => source.kind === kind));
  const pullLists = sheetsOfParts(sources);
  const merged = new Map<MetadataProperty, OriginatedValue>();
  const said = new Map<MetadataProperty, OriginatedValue[]>();
  for (const source of ordered) {
    const isPart = source.sheet !== undefined && pullLists.has(source.sheet);
    for (const [name, value] of Object.entries(source.metadata)) {
      const property = name as MetadataProperty;
      if (!hasValue(value) || (isPart && property === "timecode")) continue;
      const column = source.columns?.get(property);
      const { kind, label } = source;
      const entry = { value, origin: { kind, label, ...(column !== undefined && { column }) } };
      merged.set(property, entry);
      said.set(property, [...(said.get(property) ?? []), entry]);
    }
  }
  return {
    metadata: Object.fromEntries([...merged].map(([property, { value }]) => [property, value])),
    origins: new Map([...merged].map(([property, { origin }]) => [property, origin])),
    conflicts: [...merged].flatMap(([property, used]) =>
      conflictsOf(property, used, said.get(property) ?? []),
    ),
  };
}

function conflictsOf(
  property: MetadataProperty,
  used: OriginatedValue,
  said: readonly OriginatedValue[],
): MetadataConflict[] {
  const different: OriginatedValue[] = [];
  for (const entry of said) {
    const known = [used, ...different].some(({ value }) => sameValue(property, value, entry.value));
    if (!known) different.push(entry);
  }
  return different.map((ignored) => ({ property, used, ignored }));
}

function sheetsOfParts(sources: readonly MetadataSource[]): ReadonlySet<string> {
  const starts = new Map<string, string>();
  const parts = new Set<string>();
  for (const { sheet, metadata } of sources) {
    if (sheet === undefined || metadata.timecode === undefined) continue;
    const known = starts.get(sheet) ?? metadata.timecode;
    starts.set(sheet, known);
    if (!sameValue("timecode", known, metadata.timecode)) parts.add(sheet);
  }
  return parts;
}
