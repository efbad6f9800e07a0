// The CSV that is written: RFC 4180, and read back the same.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sheetSource } from "../support/metadata-sheets.ts";
import { csv } from "../../src/metadata/formats/csv.ts";
import { writeCsv } from "../../src/metadata/write-csv.ts";

const read = (text: string) => csv.read(Buffer.from(text), sheetSource("out.csv"));

test("quotes what needs it and ends lines with CRLF", async () => {
  const text = writeCsv({
    columns: ["File Name", "Notes"],
    rows: [
      ["A001", 'a, "b"'],
      ["A002", "two\r\nlines"],
    ],
  });
  expect(text).toBe('File Name,Notes\r\nA001,"a, ""b"""\r\nA002,"two\nlines"\r\n');
});

test("writes pairs above the header row", async () => {
  const text = writeCsv({
    heading: new Map([["Project", "Film; two"]]),
    columns: ["File Name", "Scene"],
    rows: [["A", "1"]],
    delimiter: ";",
  });
  expect(text).toBe('Project:;"Film; two"\r\n\r\nFile Name;Scene\r\nA;1\r\n');
  expect((await read(text)).heading.get("Project")).toBe("Film; two");
});

const cell = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/\r\n?/g, "\n"));
const columnName = cell.map((text) => `x${text.trim()}`);

test("reads back the same, whatever is in it and whatever separates it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(",", ";", "\t", "|"),
      fc.array(columnName, { maxLength: 6 }).chain((extra) =>
        fc.record({
          extra: fc.constant(extra),
          rows: fc.array(fc.array(cell, { minLength: extra.length, maxLength: extra.length })),
        }),
      ),
      async (delimiter, { extra, rows }) => {
        const columns = ["File Name", "Scene", "Take", ...extra];
        const table = rows.map((cells, at) => [`A001C${at}`, "22A", "1", ...cells]);
        const sheet = await read(writeCsv({ columns, rows: table, delimiter }));
        expect(sheet.columns).toEqual(columns);
        expect(sheet.rows.map((row) => row.cells)).toEqual(table);
        expect(sheet.delimiter).toBe(delimiter);
      },
    ),
  );
});
