// Reads one row through the meanings of its columns.
import { type ClipMetadata, METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../domain/metadata.ts";
import type { Sheet, SheetRow } from "../sheet.ts";
import {
  type CameraClipId,
  cameraClipId,
  clipBase,
  isSoundFile,
  parseClipNumber,
} from "../values/clip-base.ts";
import type { DateOrder } from "../values/date.ts";
import { parseDistanceUnit } from "../values/distance.ts";
import { parseFlag } from "../values/flag.ts";
import { isNullWord } from "../values/null-words.ts";
import { doubt, type Parsed, quoted } from "../values/parsed.ts";
import { isSpreadsheetError } from "../values/spreadsheet-cell.ts";
import { parseTake } from "../values/take.ts";
import { parseClock } from "../values/timecode-text.ts";
import type { ColumnTarget } from "./column-target.ts";
import type { LookColumns } from "./look-columns.ts";
import type { MetadataRow } from "./metadata-row.ts";
import { readValue, type ValueContext } from "./read-value.ts";
import { rowEnd } from "./row-end.ts";
import type { Assignment } from "./sheet-column.ts";

export interface RowReading {
  readonly sheet: Sheet;
  readonly byTarget: ReadonlyMap<ColumnTarget, readonly Assignment[]>;
  readonly look: LookColumns;
  /** Values of the sheet's heading, which count where the row itself has none. */
  readonly defaults: ClipMetadata;
  readonly dateOrder?: DateOrder;
  readonly keepZeros?: boolean;
  /** Says that a row has no picture; undefined where the sheet does not tell. */
  readonly isSoundOnly?: ((row: SheetRow) => boolean) | undefined;
  readonly warn: (line: number, column: string, message: string) => void;
}

/** Rates first: timecode and shutter need them. */
const ORDER: readonly MetadataProperty[] = [
  "fps",
  "sensorFps",
  ...METADATA_PROPERTY_NAMES.filter((property) => property !== "fps" && property !== "sensorFps"),
];

/** What a mixer's report may say about a picture clip. */
const SOUND_PROPERTIES: ReadonlySet<MetadataProperty> = new Set([
  "scene",
  "shot",
  "take",
  "description",
  "circled",
]);

/** Named as the origin of a value that stands above the columns. */
export const HEADING_COLUMN = "(heading)";

/** As Canon's metadata export numbers them. */
const APERTURE_MODES: ReadonlyMap<string, "f" | "t"> = new Map([
  ["1", "f"],
  ["2", "t"],
]);

function firstOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}

function only(metadata: ClipMetadata, properties: ReadonlySet<MetadataProperty>): ClipMetadata {
  return Object.fromEntries(
    Object.entries(metadata).filter(([property]) => properties.has(property as MetadataProperty)),
  );
}

export function readRow(row: SheetRow, reading: RowReading): MetadataRow {
  const cells = (target: ColumnTarget) =>
    (reading.byTarget.get(target) ?? []).map((from) => ({ from, text: row.cells[from.index] ?? "" }));
  const values = readProperties(row, reading, cells);
  const named = cells("name").filter(({ text }) => !isNullWord(text) && !isSpreadsheetError(text));
  const names = [...new Set(named.flatMap(({ text }) => clipBase(text) ?? []))];
  const isSound = named.some(({ text }) => isSoundFile(text)) || reading.isSoundOnly?.(row) === true;
  const id = names.map(cameraClipId).find((found) => found !== undefined);
  const { origin } = values;
  const metadata = withJoinedReel(values.metadata, id);
  const clipNumber = firstOf(cells("clipNumber").map(({ text }) => parseClipNumber(text))) ?? id?.clip;
  const camera = metadata.camera ?? id?.camera;
  const roll = values.metadata.reelName ?? (id && `${id.camera}${String(id.reel).padStart(3, "0")}`);
  const { timecode, date, fps } = metadata;
  const start = timecode ?? firstOf(cells("timecode").map(({ text }) => parseClock(text)));
  const cdl = isSound ? undefined : reading.look.readCdl(row);
  const curve = isSound ? undefined : reading.look.readCurve(row);
  const texts = (target: ColumnTarget) => cells(target).map(({ text }) => text);
  const end = start === undefined ? undefined : rowEnd(texts("end"), texts("length"), start, fps);
  return {
    sheet: reading.sheet.path,
    line: row.line,
    kind: isSound ? "sound" : "picture",
    names,
    ...(!isSound && camera !== undefined && { camera }),
    ...(!isSound && roll !== undefined && { roll }),
    ...(!isSound && clipNumber !== undefined && { clipNumber }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(date !== undefined && { date }),
    ...(fps !== undefined && { fps }),
    ...(cdl !== undefined && { cdl }),
    ...(curve !== undefined && { curve }),
    metadata: isSound ? only(metadata, SOUND_PROPERTIES) : metadata,
    origin: isSound ? new Map([...origin].filter(([property]) => SOUND_PROPERTIES.has(property))) : origin,
  };
}

/** Cameras and tables keep index and counter apart; everybody else calls the roll by both: A and 001 is A001. */
function withJoinedReel(metadata: ClipMetadata, id: CameraClipId | undefined): ClipMetadata {
  const { reelName, camera } = metadata;
  if (reelName === undefined || !/^\d{1,4}$/.test(reelName)) return metadata;
  const letter = id?.reel === Number(reelName) ? id.camera : camera;
  if (letter === undefined || !/^[A-Z]{1,2}$/.test(letter)) return metadata;
  return { ...metadata, reelName: `${letter}${reelName.padStart(3, "0")}` };
}

/** A time of day without frames is no label of a frame, but it tells where in the day a row lies. */
function isOnlyPlace(property: MetadataProperty, text: string): boolean {
  return property === "timecode" && parseClock(text) !== undefined;
}

type Cells = (target: ColumnTarget) => readonly { readonly from: Assignment; readonly text: string }[];

/** Cells that are read later depend on these. */
const TELLS_OTHERS: ReadonlySet<MetadataProperty> = new Set(["fps", "sensorFps", "scene"]);

function readProperties(row: SheetRow, reading: RowReading, cells: Cells) {
  const values = new Map<MetadataProperty, ClipMetadata[MetadataProperty]>();
  const origin = new Map<MetadataProperty, string>();
  const besides: { property: MetadataProperty; value: ClipMetadata[MetadataProperty]; column: string }[] = [];
  let context = fixedContext(reading, cells);
  const keep = (property: MetadataProperty, value: ClipMetadata[MetadataProperty], column: string) => {
    values.set(property, value);
    origin.set(property, column);
    if (TELLS_OTHERS.has(property)) context = { ...context, [property]: value };
  };
  for (const property of ORDER) {
    for (const { from, text } of cells(property)) {
      if (isNullWord(text) || isOnlyPlace(property, text)) continue;
      const parsed: Parsed<ClipMetadata> = isSpreadsheetError(text)
        ? doubt(`${quoted(text)} is a spreadsheet's error, and no value.`)
        : readValue(property, text, from.key, withUnit(context, from));
      if (parsed?.warning !== undefined) {
        const lost =
          parsed.value === undefined
            ? ` The clip gets no ${property} from "${from.column}" in this row.`
            : "";
        reading.warn(row.line, from.column, `${parsed.warning}${lost}`);
      }
      for (const [other, value] of Object.entries(parsed?.value ?? {})) {
        if (other !== property)
          besides.push({ property: other as MetadataProperty, value, column: from.column });
      }
      const value = parsed?.value?.[property];
      if (value === undefined) continue;
      keep(property, value, from.column);
      break;
    }
    // Timecode is counted at the heading's rate where the row has none of its own.
    const value = reading.defaults[property];
    if (!values.has(property) && value !== undefined) keep(property, value, HEADING_COLUMN);
  }
  for (const { property, value, column } of besides) {
    if (!values.has(property)) keep(property, value, column);
  }
  return { metadata: Object.fromEntries(values) as ClipMetadata, origin };
}

/** The unit that stands in brackets behind the column's own name counts before that of a column beside it. */
function withUnit(context: ValueContext, { distanceUnit }: Assignment): ValueContext {
  return distanceUnit ? { ...context, distanceUnit } : context;
}

function fixedContext(reading: RowReading, cells: Cells): ValueContext {
  const distanceUnit = firstOf(cells("distanceUnit").map(({ text }) => parseDistanceUnit(text)));
  const isDropFrame = firstOf(cells("dropFrame").map(({ text }) => parseFlag(text)?.value));
  const mode = firstOf(cells("apertureMode").map(({ text }) => APERTURE_MODES.get(text.trim())));
  const lens = cells("lens")
    .map(({ text }) => text)
    .join(" ");
  const take = firstOf(cells("take").map(({ text }) => parseTake(text)?.value?.take));
  const unlabelledAperture = mode ?? (/\b(?:arri|cooke)\b/i.test(lens) ? ("t" as const) : undefined);
  return {
    ...(reading.dateOrder && { dateOrder: reading.dateOrder }),
    ...(reading.keepZeros === true && { keepZeros: true }),
    ...(take !== undefined && { take }),
    ...(distanceUnit && { distanceUnit }),
    ...(isDropFrame === true && { dropFrame: true }),
    ...(unlabelledAperture && { unlabelledAperture }),
  };
}
