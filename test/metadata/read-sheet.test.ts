// Every fixture row by row, the same through every encoding and line end, and files that are no sheets.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSheet, readSheetBytes } from "../../src/metadata/read-sheet.ts";
import { type Sheet, type SheetRow, cellOf } from "../../src/metadata/sheet.ts";
import { contentOf, sheetPath, sheetsIn } from "../support/metadata-sheets.ts";
import { tempFolder } from "../support/temp-folder.ts";

interface Expected {
  columns: number;
  /** `line severity start of the message`. */
  problems: string[];
  /** `line | clip | scene | take | start`; `-` where the sheet has no such column. */
  rows: string[];
}

const CLIP = [
  "Source File",
  "Filename",
  "File Name",
  "Clip Name",
  "Camera Clip Name",
  "Datei",
  "Name",
  "Clip",
];
const SCENE = ["Scene", "Szene"];
const TAKE = ["Take", "Klappe"];
const START = ["Start", "Start TC", "Timecode", "Master TC"];

function describeRow(sheet: Sheet, row: SheetRow): string {
  const first = (names: string[]) =>
    names.map((name) => cellOf(sheet, row, name)).find((value) => value !== undefined) ?? "-";
  return [row.line, first(CLIP), first(SCENE), first(TAKE), first(START)].join(" | ");
}

const EXPECTED: Record<string, Expected> = {
  "ale/BLANK LINE AFTER DATA.ALE": {
    columns: 5,
    problems: [],
    rows: [
      "11 | NVM_014_010 | - | - | 18:51:50:13",
      "12 | NVM_042_010 | - | - | 19:05:05:01",
      "13 | NVM_042_020 | - | - | 19:05:08:16",
    ],
  },
  "ale/arri-camera-56-columns.ale": {
    columns: 56,
    problems: [],
    rows: [
      "11 | A001C001_240426_R1AA.mxf |  |  | 03:44:36:21",
      "12 | A001C002_240426_R1AA.mxf | 22A | 1 | 03:51:10:00",
      "13 | A001C003_240426_R1AA.mxf | 22A | 2PK | 04:02:00:05",
    ],
  },
  "ale/avid-bin-mostly-empty-start-far-right.ale": {
    columns: 37,
    problems: [],
    rows: ["11 | export_0017.aaf |  |  | 01:00:00:00", "12 | mix.aaf |  |  | 01:00:00:00"],
  },
  "ale/blank-lines-everywhere-trailing-tab.ale": {
    columns: 14,
    problems: [],
    rows: [
      "19 | B020C003_210905_E2XZ.mov |  |  | 05:42:12:20",
      "21 | B020C004_210905_E2XZ.mov | 7 | 3 | 05:50:00:00",
    ],
  },
  "ale/commas-between-cells.ale": {
    columns: 7,
    problems: ["7 warning The cells are separated by commas"],
    rows: ["10 | D001C001 | 5 | 1 | 10:00:00:00", "11 | D001C002 | 5 | 2 | 10:01:00:00"],
  },
  "ale/global-tape-no-final-newline.ale": {
    columns: 4,
    problems: [],
    rows: ["10 | WS Kitchen & hall | - | - | 01:00:00:00"],
  },
  "ale/heading-on-one-line-shifted-rows-crlf.ale": {
    columns: 18,
    problems: [
      "8 warning Fewer cells than columns in line 8",
      '8 warning A timecode stands under "ASC_SOP" in lines 8, 9,',
    ],
    rows: [
      "8 | B004C001_200302_R3F1 | 31A | 1 | 05:00:00:00",
      "9 | B004C002_200302_R3F1 | 31A | 2xb | 05:00:40:10",
    ],
  },
  "ale/name-not-first-duplicate-columns.ale": {
    columns: 9,
    problems: [
      '8 warning The column "Comments" occurs 2 times',
      '13 warning What stands under "Start" in line 13 is not a timecode',
    ],
    rows: [
      "11 | C003C001_230511_R2AB | 14 | - | 01:00:00:00",
      "12 | C003C002_230511_R2AB | 14 | - | 01:00:10:00",
      "13 | C003C003_230511_R2AB | 15 | - | ",
    ],
  },
  "ale/no-heading-drop-frame.ale": {
    columns: 7,
    problems: ['1 warning The section "Heading" is missing'],
    rows: ["5 | A002_C004.mov | unknown | unknown | 00:11:59;01", "6 | A002_C005.mov | 12 | 1 | 01;18;00;02"],
  },
  "ale/one-clip-in-several-rows-film-format.ale": {
    columns: 13,
    problems: [],
    rows: [
      "11 | A005_C010_0501JX | - | - | 17:49:33:01",
      "12 | A005_C009_0501AX | - | - | 17:40:25:06",
      "13 | A005_C010_0501JX | - | - | 17:50:21:23",
    ],
  },
  "ale/rows-too-long-too-short-lone-tab.ale": {
    columns: 9,
    problems: [
      "10 warning Fewer cells than columns in line 10",
      "11 error This row has 10 cells for 9 columns",
    ],
    rows: [
      "9 | 101B-1 | 101B | 1 | 11:00:00:00",
      "10 | 101B-2 | 101B | 2 | 11:01:00:00",
      "12 | 101B-4 | 101B | 4 | 11:03:00:00",
    ],
  },
  "ale/two-lists-joined.ale": {
    columns: 4,
    problems: ["8 error A second list begins here"],
    rows: ["7 | E001C001 | - | - | 09:00:00:00"],
  },
  "csv/excel-semicolon-decimal-comma-windows-1252.csv": {
    columns: 7,
    problems: ["1 warning The file is not UTF-8"],
    rows: ["3 | A001C001 | 22A | 1 | -", "4 | A001C002 | 22A | 2 | -"],
  },
  "csv/frames-without-clip-name.csv": {
    columns: 5,
    problems: ["2 warning The frames of one clip stand in 20 rows"],
    rows: ["2 | - | - | - | 16:59:59:14"],
  },
  "csv/no-file-name-camera-and-roll.csv": {
    columns: 10,
    problems: [],
    rows: ["2 | 3 | 22A | 1 | -", "3 | 4 | 22A | 2 | -", "4 | 1 | 22B | 2PK | -"],
  },
  "csv/quoted-cells-one-row-per-frame.csv": {
    columns: 10,
    problems: ['2 warning The frames of "D001C005_210716AX" stand in 12 rows'],
    rows: ["2 | D001C005_210716AX | - | - | 16:47:04:18"],
  },
  "csv/quotes-unclosed-doubled-and-inch.csv": {
    columns: 4,
    problems: [
      "4 error A quotation mark in this row is never closed",
      "7 error This row has 6 cells for 4 columns",
    ],
    rows: [
      "2 | A001C001 | 1 | 1 | -",
      "5 | A001C003 | 1 | 3 | -",
      "6 | A001C004 | 1 | 4 | -",
      "9 | A001C006 | 1 | 6 | -",
    ],
  },
  "csv/rationals-one-frame-no-clip-name.csv": {
    columns: 16,
    problems: [],
    rows: ["2 | - | - | - | 1:02:03:04"],
  },
  "csv/resolve-export-utf-16.csv": {
    columns: 11,
    problems: [],
    rows: [
      "2 | A004C001_240501_R1AB.mov | 5 | 1 | 10:00:00:00",
      "3 | Rushes |  |  | ",
      "4 | A004C002_240501_R1AB.mov | 5 | 2 | 10:05:00:00",
    ],
  },
  "csv/resolve-template-instruction-row.csv": {
    columns: 9,
    problems: ["2 warning This row explains the columns of a template"],
    rows: ["3 | 1.MTS | 2 | 2 | -", "4 | 2.MTS | 2 | 1 | -"],
  },
  "csv/sound-report-preamble-cr-only.csv": {
    columns: 14,
    problems: [],
    rows: [
      "6 | 12A_1.WAV | 12A | 01 | 12:39:59:00",
      "7 | 001_06.WAV | 001 | 06 | 13:36:06:04",
      "8 | 2C_01.WAV | 2C | 01 | 13:37:30:07",
    ],
  },
  "csv/tab-list-shifted-by-one-cell.txt": {
    columns: 11,
    problems: [
      "2 warning Fewer cells than columns in lines 2, 3, 4",
      '2 warning A timecode stands under "Date" in lines 2, 3, 4,',
    ],
    // Start holds the end in all of them, so it is not used.
    rows: ["2 | NVM_014_010 | - | - | ", "3 | NVM_042_010 | - | - | ", "4 | NVM_042_020 | - | - | "],
  },
  "csv/tab-separated-one-row-per-frame.csv": {
    columns: 14,
    problems: [
      '1 warning The column "Master TC" occurs 2 times',
      '2 warning The frames of "B001C001_240327_R1ZA" stand in 12 rows',
      '14 warning The frames of "B001C002_240327_R1ZA" stand in 4 rows',
    ],
    rows: [
      "2 | B001C001_240327_R1ZA | no scene name | n.a. | 13:36:49:07",
      "14 | B001C002_240327_R1ZA | 7 | 2 | 13:40:00:20",
    ],
  },
  "csv/two-lists-joined-short-rows.csv": {
    columns: 5,
    problems: ["3 warning Fewer cells than columns in line 3", "5 warning The header row recurs here"],
    rows: ["2 | A001C001 | 49/WT | 1 | -", "3 | A001C002 | 50 | 1 | -", "6 | A001C003 | 51 | 12 | -"],
  },
};

describe("fixture", () => {
  test.each(Object.entries(EXPECTED))("%s", async (file, expected) => {
    const sheet = await readSheet(sheetPath(file));
    expect(sheet.columns).toHaveLength(expected.columns);
    expect(sheet.rows.map((row) => describeRow(sheet, row))).toEqual(expected.rows);
    expect(sheet.problems).toHaveLength(expected.problems.length);
    for (const [at, start] of expected.problems.entries()) {
      const problem = sheet.problems[at];
      expect(`${problem?.line} ${problem?.severity} ${problem?.message}`).toContain(start);
    }
    for (const row of sheet.rows) expect(row.cells).toHaveLength(sheet.columns.length);
  });

  test("every one is in the table", () => {
    expect(["ale", "csv"].flatMap(sheetsIn)).toEqual(Object.keys(EXPECTED));
  });
});

describe("the same ALE", () => {
  const file = "ale/arri-camera-56-columns.ale";
  const reencodings: [string, (text: string) => Buffer, string][] = [
    ["with CRLF", (text) => Buffer.from(text.replaceAll("\n", "\r\n")), "utf-8"],
    ["with CR alone", (text) => Buffer.from(text.replaceAll("\n", "\r")), "utf-8"],
    ["with a byte order mark", (text) => Buffer.from(`\uFEFF${text}`), "utf-8"],
    ["as UTF-16", (text) => Buffer.from(`\uFEFF${text}`, "utf16le"), "utf-16le"],
    ["as UTF-16 without a mark", (text) => Buffer.from(text, "utf16le"), "utf-16le"],
    ["as big-endian UTF-16", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16(), "utf-16be"],
    ["without its final newline", (text) => Buffer.from(text.replace(/\n$/, "")), "utf-8"],
    [
      "with section words in capitals and blanks",
      (text) => Buffer.from(text.replace("Column", " COLUMN\t")),
      "utf-8",
    ],
  ];

  test.each(reencodings)("%s reads the same", async (_name, reencode, encoding) => {
    const original = await readSheet(sheetPath(file));
    const text = await readFile(sheetPath(file), "utf8");
    const sheet = await readSheetBytes(reencode(text), "other/name.ale");
    expect(sheet).toMatchObject({ path: "other/name.ale", name: "name.ale", format: "ale", encoding });
    expect(contentOf(sheet)).toEqual(contentOf(original));
  });
});

describe("a file that is no sheet", () => {
  const refusalOf = async (path: string) => {
    const error: unknown = await readSheet(path).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: "OdailiesError", code: "metadata_unreadable" });
    return (error as Error).message;
  };
  const written = async (name: string, content: string | Uint8Array) => {
    const path = join(await tempFolder(), name);
    await writeFile(path, content);
    return path;
  };

  test("does not exist", async () => {
    const path = join(await tempFolder(), "gone.ale");
    expect(await refusalOf(path)).toBe(`${path} cannot be read as metadata: there is no such file.`);
  });

  test("is a folder", async () => {
    const path = join(await tempFolder(), "folder.ale");
    await mkdir(path);
    expect(await refusalOf(path)).toMatch(/it is a folder/);
  });

  test("is a picture by another name", async () => {
    expect(await refusalOf(await written("still.ale", Buffer.from([0xff, 0xd8, 0xff, 0xe0])))).toMatch(
      /JPEG/,
    );
  });

  test("is prose", async () => {
    expect(
      await refusalOf(await written("README.txt", "Shot on two cameras.\nSound is separate.\n")),
    ).toMatch(/no row names the columns/);
  });

  test("is prose of an unknown ending", async () => {
    expect(await refusalOf(await written("notes", "Shot on two cameras."))).toMatch(
      /neither an ALE nor a table/,
    );
  });

  test("is a list without a header row", async () => {
    const markers = "enzo\t01:08:21:15\tV1\tgreen\tVFX_08\t1\nenzo\t01:15:50:20\tV1\tgreen\tVFX_14\t1\n";
    expect(await refusalOf(await written("markers.txt", markers))).toMatch(/no row names the columns/);
  });
});

test("finds the format by the content when the ending says nothing", async () => {
  const ale = await readFile(sheetPath("ale/arri-camera-56-columns.ale"));
  const csv = await readFile(sheetPath("csv/no-file-name-camera-and-roll.csv"));
  expect((await readSheetBytes(ale, "log.txt")).format).toBe("ale");
  expect((await readSheetBytes(csv, "log")).format).toBe("csv");
});
