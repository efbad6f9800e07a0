// What was understood of sheets, on stdout: tables for people, one JSON object per line for programs.
import type { MetadataValue } from "../domain/metadata.ts";
import type { OutputStreams } from "./output-streams.ts";
import { renderTable, type TableRow } from "./render-table.ts";
import { jsonLine, print, shown, wholeLine } from "./shown-text.ts";
import { valueText } from "./value-text.ts";

/** Shaped as runs/ explains it. */
export interface ShownExplanation {
  readonly sheets: readonly {
    readonly sheet: string;
    readonly format: string;
    readonly encoding: string;
    readonly rows: number;
    readonly columns: readonly ShownColumn[];
  }[];
  readonly values: readonly (ShownValue & {
    readonly clip: string;
    readonly property: string;
    readonly insteadOf: readonly ShownValue[];
  })[];
}

interface ShownColumn {
  readonly column: string;
  readonly property: string;
  readonly examples: readonly { readonly text: string; readonly value: MetadataValue | undefined }[];
  readonly reason: string | undefined;
}

interface ShownValue {
  readonly value: MetadataValue;
  readonly source: { readonly label: string; readonly column: string | undefined };
}

type Streams = Pick<OutputStreams, "stdout" | "redact">;

/** Longer cells are cut, so that a table stays a table. */
const CELL_LENGTH = 40;

export function renderExplanation(explanation: ShownExplanation, json: boolean, streams: Streams): void {
  if (json) renderLines(explanation, streams);
  else renderTables(explanation, streams);
}

function renderTables({ sheets, values }: ShownExplanation, streams: Streams): void {
  const say = (line: string) => print(wholeLine(shown(line)), streams.stdout, streams.redact);
  for (const { sheet, format, encoding, rows, columns } of sheets) {
    say(`${sheet} (${format}, ${encoding}, ${rows} ${rows === 1 ? "row" : "rows"})`);
    const head = { column: "COLUMN", property: "READ AS", examples: "EXAMPLES", reason: "" };
    renderTable([head, ...columns.map(columnRow)], streams);
    say("");
  }
  if (values.length === 0) say("No clip gets a value.");
  else renderValues(values, streams);
}

function renderValues(values: ShownExplanation["values"], streams: Streams): void {
  const head = { clip: "CLIP", property: "PROPERTY", value: "VALUE", from: "FROM", instead: "" };
  const rows = values.map((value) => ({
    clip: value.clip,
    property: value.property,
    value: short(valueText(value.value)),
    from: sourceText(value),
    instead: value.insteadOf
      .map((other) => `not ${short(valueText(other.value))} of ${sourceText(other)}`)
      .join(", "),
  }));
  renderTable([head, ...rows], streams);
}

function columnRow({ column, property, examples, reason }: ShownColumn): TableRow {
  const told = examples.map(({ text, value }) => {
    const [from, to] = [short(shown(text)), value === undefined ? "" : short(valueText(value))];
    return to === "" || to === from || to === JSON.stringify(from) ? from : `${from} → ${to}`;
  });
  const isUnused = property === "ignored" || reason !== undefined;
  return {
    column: short(shown(column)) || "(no name)",
    property: isUnused ? "–" : property,
    examples: told.join(" · "),
    reason: reason === undefined ? "" : reason,
  };
}

function sourceText({ source }: ShownValue): string {
  return source.column === undefined ? source.label : `${source.label} ${source.column}`;
}

function short(text: string): string {
  return text.length <= CELL_LENGTH ? text : `${text.slice(0, CELL_LENGTH - 1)}…`;
}

function renderLines({ sheets, values }: ShownExplanation, { stdout, redact }: Streams): void {
  const say = (type: string, fields: Record<string, unknown>) =>
    stdout.write(jsonLine({ type, ts: new Date().toISOString(), ...fields }, redact));
  for (const { sheet, columns } of sheets) {
    for (const { column, property, examples, reason } of columns) {
      say("column", {
        sheet,
        column,
        property: property === "ignored" ? null : property,
        examples: examples.map(({ text, value }) => ({ text, value: value ?? null })),
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }
  for (const { clip, property, value, source, insteadOf } of values) {
    say("value", {
      clip,
      property,
      ...valueFields({ value, source }),
      instead_of: insteadOf.map(valueFields),
    });
  }
}

function valueFields({ value, source }: ShownValue): Record<string, unknown> {
  return { value, source: source.label, column: source.column ?? null };
}
