// The ALE that is written: loadable by Avid and Resolve, and read back the same.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sheetSource } from "../support/metadata-sheets.ts";
import { ale } from "../../src/metadata/formats/ale.ts";
import { writeAle } from "../../src/metadata/write-ale.ts";

const FPS = { num: 24_000, den: 1001 };
const read = (text: string) => ale.read(Buffer.from(text), sheetSource("out.ale"));

test("has the layout of the Avid log specification, to the byte", async () => {
  const text = writeAle({
    columns: ["Scene", "Name", "Start", "End"],
    rows: [
      ["22A", "A001C001", "01:00:00:00", "01:00:10:00"],
      ["22A", "A001C002", "01:00:10:00", "01:00:20:00"],
    ],
    fps: FPS,
    videoFormat: "1080",
    tape: "A001",
  });
  expect(text).toBe(
    [
      "Heading",
      "FIELD_DELIM\tTABS",
      "VIDEO_FORMAT\t1080",
      "AUDIO_FORMAT\t48kHz",
      "TAPE\tA001",
      "FPS\t23.976",
      "",
      "Column",
      "Name\tTracks\tStart\tEnd\tScene",
      "",
      "Data",
      "A001C001\tV\t01:00:00:00\t01:00:10:00\t22A",
      "A001C002\tV\t01:00:10:00\t01:00:20:00\t22A",
      "",
    ].join("\n"),
  );
});

describe("a cell", () => {
  const written = (cell: string, column = "Notes") =>
    read(writeAle({ columns: ["Name", column], rows: [["A001", cell]], fps: FPS }));

  test("with tabs and line ends gets blanks instead", async () => {
    expect((await written("one\ttwo\r\nthree\nfour")).rows[0]?.cells.at(-1)).toBe("one two three four");
  });

  test.each([
    ["01:00:59.28", "01:00:59;28"],
    ["01:00:59;28", "01:00:59;28"],
    ["01:00:59:28", "01:00:59:28"],
    ["", ""],
  ])("with the start %j is written %j", async (start, expected) => {
    expect((await written(start, "Start")).rows[0]?.cells[2]).toBe(expected);
  });
});

test("fills empty Tracks with V, as Avid takes no clip without", async () => {
  const text = writeAle({
    columns: ["Name", "Tracks"],
    rows: [
      ["A", ""],
      ["B", "VA1A2"],
    ],
    fps: FPS,
  });
  expect((await read(text)).rows.map((row) => row.cells.slice(0, 2))).toEqual([
    ["A", "V"],
    ["B", "VA1A2"],
  ]);
});

test("has no row for a row without values", async () => {
  expect((await read(writeAle({ columns: ["Name", "Tracks"], rows: [["", " "]], fps: FPS }))).rows).toEqual(
    [],
  );
});

const cell = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) =>
  // A cell that begins with a quotation mark may look as if a spreadsheet had put it there.
  text.replace(/[\t\r\n]/g, " ").replace(/^"+/, ""),
);
const name = cell.filter((text) => text.trim() !== "");
const columnName = cell.map((text) => `x${text.trim()}`);

test("reads back the same, whatever is in it but a quotation mark at the start of a cell", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(columnName, { maxLength: 8 }).chain((extra) =>
        fc.record({
          extra: fc.constant(extra),
          rows: fc.array(
            fc.tuple(name, fc.array(cell, { minLength: extra.length, maxLength: extra.length })),
          ),
        }),
      ),
      async ({ extra, rows }) => {
        const columns = ["Name", "Tracks", "Start", "End", ...extra];
        const table = rows.map(([clip, cells]) => [clip, "VA1", "01:00:00;02", "01:00:05;00", ...cells]);
        const sheet = await read(writeAle({ columns, rows: table, fps: FPS }));
        expect(sheet.columns).toEqual(columns);
        expect(sheet.rows.map((row) => row.cells)).toEqual(table);
        expect(sheet.heading.get("FPS")).toBe("23.976");
      },
    ),
  );
});
