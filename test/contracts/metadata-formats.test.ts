// What every metadata format promises, over every format in the list and every fixture of it.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { isSheetName, SHEET_EXTENSIONS } from "../../src/domain/sheet-extensions.ts";
import { METADATA_FORMATS } from "../../src/metadata/formats/index.ts";
import { sheetPath, sheetSource, sheetsIn, tableOf } from "../support/metadata-sheets.ts";

const bytesOf = (file: string) => readFileSync(sheetPath(file));

test("ids are unique, lower case, and fit for a folder", () => {
  const ids = METADATA_FORMATS.map((format) => format.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

test("every format has its file extensions, and is found by one", () => {
  expect(Object.keys(SHEET_EXTENSIONS).sort()).toEqual(METADATA_FORMATS.map(({ id }) => id).sort());
  for (const [extension] of Object.values(SHEET_EXTENSIONS))
    expect(isSheetName(`Day.${extension}`)).toBe(true);
});

describe.each(METADATA_FORMATS)("$id", (format) => {
  const files = sheetsIn(format.id);
  const read = (file: string) => format.read(bytesOf(file), sheetSource(file));

  test("has fixtures", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)("is the first to recognise %s", (file) => {
    const bytes = bytesOf(file);
    expect(METADATA_FORMATS.find((other) => other.recognise(bytes, basename(file)))).toBe(format);
  });

  test.each(files)("keeps every column of %s, each row as wide as the columns", async (file) => {
    const sheet = await read(file);
    expect(sheet.rows.length).toBeGreaterThan(0);
    expect(sheet.columns.length).toBeGreaterThan(1);
    for (const row of sheet.rows) expect(row.cells).toHaveLength(sheet.columns.length);
  });

  test.each(files)("counts the lines of %s, upwards", async (file) => {
    const numbers = (await read(file)).rows.map((row) => row.line);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers[0]).toBeGreaterThan(1);
  });

  test.each(files)("says what is wrong with %s in full sentences", async (file) => {
    for (const problem of (await read(file)).problems) {
      expect(problem.message).toMatch(/^[A-Z].*\.$/);
      expect(problem.line).toBeGreaterThan(0);
    }
  });

  test.each(format.write ? files : [])("writes %s so that it reads the same", async (file) => {
    const sheet = await read(file);
    const again = await format.read(Buffer.from(format.write?.(sheet) ?? ""), sheetSource(file));
    expect(tableOf(again)).toEqual(tableOf(sheet));
    // The one value that may change: commas become tabs.
    const ofClips = (heading: ReadonlyMap<string, string>) => new Map(heading).set("FIELD_DELIM", "");
    expect(ofClips(again.heading)).toEqual(ofClips(sheet.heading));
    expect(again.problems.filter((problem) => problem.severity === "error")).toEqual([]);
  });

  test("refuses what is not its own with metadata_unreadable, and nothing else", async () => {
    for (const text of ["", "\n", "Dear all,\nplease find the day's notes below.\n", "Column", "Data\nx\n"]) {
      await expect(format.read(Buffer.from(text), sheetSource("x"))).rejects.toThrow(
        expect.objectContaining({ code: "metadata_unreadable" }),
      );
    }
  });
});

describe.each(["ale", "csv"])("the text of %s", (id) => {
  test.each(sheetsIn(id))("stands in the line that each row of %s names", async (file) => {
    const format = METADATA_FORMATS.find((each) => each.id === id)!;
    const bytes = bytesOf(file);
    const text = new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-8").decode(bytes);
    const lines = text.split(/\r\n|\r|\n/);
    const sheet = await format.read(bytes, sheetSource(file));
    for (const column of sheet.columns) expect(text).toContain(column);
    for (const row of sheet.rows) {
      const cell = row.cells.find((value) => /^[ -~]+$/.test(value.trim()) && !value.includes('"'));
      expect(lines[row.line - 1]).toContain(cell);
    }
  });
});
