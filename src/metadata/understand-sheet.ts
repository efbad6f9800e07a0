// From cells to clips' values: what each column means, what each row says, and what could not be understood.
import type { ClipMetadata } from "../domain/metadata.ts";
import { assignColumns } from "./columns/assign-columns.ts";
import type { ColumnMapping } from "./columns/parse-column-mapping.ts";
import type { MetadataRow } from "./columns/metadata-row.ts";
import { normaliseHeader } from "./columns/normalise-header.ts";
import { soundOnly } from "./columns/only-sound.ts";
import { lookColumns } from "./columns/look-columns.ts";
import { readRow } from "./columns/read-row.ts";
import type { SheetColumn } from "./columns/sheet-column.ts";
import { markUncircled } from "./mark-uncircled.ts";
import { splitClips } from "./columns/split-clips.ts";
import type { Sheet, SheetProblem, SheetRow } from "./sheet.ts";
import type { Slices } from "./slices.ts";
import { type DateOrder, parseDate } from "./values/date.ts";
import { parseFps } from "./values/fps.ts";
import { cleanCell } from "./values/spreadsheet-cell.ts";
import { parseText } from "./values/text.ts";

export type { MetadataRow };

export interface UnderstandOptions {
  /** What a person says of columns; wins over every guess. */
  readonly map?: readonly ColumnMapping[];
  readonly dateOrder?: DateOrder;
  /** Keep takes such as `003` as they are written. */
  readonly keepZeros?: boolean;
}

export interface UnderstoodSheet {
  readonly sheet: Sheet;
  /** Every column, in the sheet's order, with what it is used for. */
  readonly columns: readonly SheetColumn[];
  /** Every row that was read, those without a clip (wild tracks) included. */
  readonly rows: readonly MetadataRow[];
  /** Those of the reader, then what came up here. A warning that many rows give is one problem, at the first. */
  readonly problems: readonly SheetProblem[];
  /** Mappings that name no column of this sheet; worth a word when no sheet uses them. */
  readonly unusedMappings: readonly ColumnMapping[];
}

interface Warning {
  readonly problem: SheetProblem;
  rows: number;
}

/** Reads a sheet's cells through its columns. Throws nothing: what is not understood is left out and told. */
export function understandSheet(sheet: Sheet, options: UnderstandOptions = {}): UnderstoodSheet {
  const steps = understand(sheet, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same for sheets of any length, with pauses for others. Rejects with the reason of the slices' signal alone. */
export async function understandInSlices(
  sheet: Sheet,
  slices: Slices,
  options: UnderstandOptions = {},
): Promise<UnderstoodSheet> {
  const steps = understand(sheet, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await slices.next();
  }
}

/** A step is a row, or the cleaning of one. */
function* understand(sheet: Sheet, options: UnderstandOptions): Generator<void, UnderstoodSheet> {
  const cleaned = { ...sheet, rows: yield* inSteps(sheet.rows, cleanRow) };
  const { byTarget, columns, unusedMappings } = assignColumns(cleaned, options.map);
  const warnings = new Map<string, Warning>();
  const warn = (line: number, column: string, message: string) => {
    const key = `${column}\n${message}`;
    const known = warnings.get(key);
    if (known) known.rows++;
    else warnings.set(key, { problem: { line, column, severity: "warning", message }, rows: 1 });
  };
  const reading = {
    sheet,
    byTarget,
    look: lookColumns(sheet),
    defaults: headingDefaults(sheet, options),
    warn,
    isSoundOnly: soundOnly(sheet),
    ...(options.dateOrder && { dateOrder: options.dateOrder }),
    ...(options.keepZeros === true && { keepZeros: true }),
  };
  const ofOneCamera = [...(byTarget.get("camera") ?? []), ...(byTarget.get("reelName") ?? [])];
  const split = {
    rows: cleaned.rows.flatMap((row) => splitClips(row, byTarget.get("name") ?? [], ofOneCamera)),
  };
  const form = sheet.columns.map(normaliseHeader).toSorted().join("\t");
  const rows = markUncircled(
    split,
    (byTarget.get("circled") ?? []).map(({ index }) => index),
    yield* inSteps(split.rows, (row) => Object.assign(readRow(row, reading), { form })),
  );
  const problems = [...sheet.problems, ...[...warnings.values()].map(asProblem)];
  const findsClips = ["name", "clipNumber", "timecode"] as const;
  if (sheet.rows.length > 0 && !findsClips.some((target) => byTarget.has(target))) {
    problems.push({
      line: 1,
      severity: "warning",
      message:
        "No column names clips, counts them on a roll or gives their timecode; map one with --map 'Column=name'.",
    });
  }
  return { sheet, columns, rows, problems, unusedMappings };
}

function* inSteps<From, To>(list: readonly From[], work: (item: From) => To): Generator<void, To[]> {
  const done: To[] = [];
  for (const item of list) {
    done.push(work(item));
    yield;
  }
  return done;
}

/** The same row where nothing of it changes. */
function cleanRow(row: SheetRow): SheetRow {
  const cells = row.cells.map(cleanCell);
  return cells.every((cell, at) => cell === row.cells[at]) ? row : { line: row.line, cells };
}

function asProblem({ problem, rows }: Warning): SheetProblem {
  if (rows === 1) return problem;
  const more = rows === 2 ? "in one more row" : `in ${rows - 1} more rows`;
  return { ...problem, message: `${problem.message} (The same ${more}.)` };
}

/** An ALE's `FPS` and `TAPE`, a report's `Date` and `Frame Rate`: they stand once for all rows. */
function headingDefaults(sheet: Sheet, options: UnderstandOptions): ClipMetadata {
  const heading = new Map([...sheet.heading].map(([key, value]) => [normaliseHeader(key), value]));
  const fps = parseFps(heading.get("fps") ?? heading.get("framerate") ?? "")?.value;
  const date = parseDate(
    heading.get("date") ?? heading.get("shootdate") ?? "",
    options.dateOrder ? { dateOrder: options.dateOrder } : {},
  )?.value;
  const reelName = sheet.format === "ale" ? parseText(heading.get("tape") ?? "")?.value : undefined;
  return {
    ...(fps !== undefined && { fps }),
    ...(date !== undefined && { date }),
    ...(reelName !== undefined && { reelName }),
  };
}
