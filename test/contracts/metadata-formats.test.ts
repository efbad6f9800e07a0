// What every metadata format promises, over every format in the list and every fixture of it.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/metadata/decode-text.ts";
import { METADATA_FORMATS } from "../../src/metadata/formats/index.ts";
import { sheetPath, sheetsIn, tableOf } from "../support/metadata-sheets.ts";

const textOf = (file: string) => decodeText(readFileSync(sheetPath(file)), file).text;
const source = (path: string) => ({ path, columnNames: [] });

test("ids are unique, lower case, and fit for a folder", () => {
  const ids = METADATA_FORMATS.map((format) => format.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

describe.each(METADATA_FORMATS)("$id", (format) => {
  const files = sheetsIn(format.id);

  test("has fixtures", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)("is the first to recognise %s", (file) => {
    const text = textOf(file);
    expect(METADATA_FORMATS.find((other) => other.recognise(text, basename(file)))).toBe(format);
  });

  test.each(files)("keeps every column of %s, each row as wide as the columns", (file) => {
    const text = textOf(file);
    const sheet = format.read(text, source(file));
    expect(sheet.rows.length).toBeGreaterThan(0);
    for (const column of sheet.columns) expect(text).toContain(column);
    for (const row of sheet.rows) expect(row.cells).toHaveLength(sheet.columns.length);
  });

  test.each(files)("counts the lines of %s, upwards", (file) => {
    const text = textOf(file);
    const lines = text.split(/\r\n|\r|\n/);
    const sheet = format.read(text, source(file));
    const numbers = sheet.rows.map((row) => row.line);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const row of sheet.rows) {
      const cell = row.cells.find((value) => value.trim() !== "" && !/["\n]/.test(value));
      expect(lines[row.line - 1]).toContain(cell);
    }
  });

  test.each(files)("says what is wrong with %s in full sentences", (file) => {
    for (const problem of format.read(textOf(file), source(file)).problems) {
      expect(problem.message).toMatch(/^[A-Z].*\.$/);
      expect(problem.line).toBeGreaterThan(0);
    }
  });

  test.each(format.write ? files : [])("writes %s so that it reads the same", (file) => {
    const sheet = format.read(textOf(file), source(file));
    const again = format.read(format.write?.(sheet) ?? "", source(file));
    expect(tableOf(again)).toEqual(tableOf(sheet));
    // The one value that may change: commas become tabs.
    const ofClips = (heading: ReadonlyMap<string, string>) => new Map(heading).set("FIELD_DELIM", "");
    expect(ofClips(again.heading)).toEqual(ofClips(sheet.heading));
    expect(again.problems.filter((problem) => problem.severity === "error")).toEqual([]);
  });

  test("throws metadata_unreadable, and nothing else, for text that is not its own", () => {
    for (const text of ["", "\n", "Dear all,\nplease find the day's notes below.\n", "Column", "Data\nx\n"]) {
      expect(() => format.read(text, source("x"))).toThrow(
        expect.objectContaining({ code: "metadata_unreadable" }),
      );
    }
  });
});
