// The quirks of ALE files, one by one.
import { describe, expect, test } from "vitest";
import { sheetSource } from "../../support/metadata-sheets.ts";
import { ale } from "../../../src/metadata/formats/ale.ts";

const read = (text: string) => ale.read(Buffer.from(text), sheetSource("day.ale"));
const COLUMNS = "Column\nName\tTracks\tStart\tEnd\n";
const ROW = "A001C001\tV\t01:00:00:00\t01:00:01:00";
const cellsOf = async (text: string) => (await read(text)).rows.map((row) => row.cells);

describe("the heading", () => {
  test("is pairs by line", async () => {
    const { heading } = await read(
      `Heading\nFIELD_DELIM\tTABS\nFILM_FORMAT\t35mm,4perf\nTAPE\t001\n${COLUMNS}Data\n${ROW}`,
    );
    expect(heading).toEqual(
      new Map([
        ["FIELD_DELIM", "TABS"],
        ["FILM_FORMAT", "35mm,4perf"],
        ["TAPE", "001"],
      ]),
    );
  });

  test("may stand on one line, with empty values in between", async () => {
    const { heading } = await read(
      `Heading\nFIELD_DELIM\tTABS\tAUDIO_FORMAT\t\tFPS\t23.98\n${COLUMNS}Data\n${ROW}`,
    );
    expect([...heading]).toEqual([
      ["FIELD_DELIM", "TABS"],
      ["AUDIO_FORMAT", ""],
      ["FPS", "23.98"],
    ]);
  });

  test("may stand behind the word itself, or have blanks instead of tabs", async () => {
    expect((await read(`Heading\tFPS\t25\n${COLUMNS}Data\n`)).heading.get("FPS")).toBe("25");
    expect((await read(`Heading\nFPS 25\n${COLUMNS}Data\n`)).heading.get("FPS")).toBe("25");
  });

  test("keeps the first filled value of a key that recurs", async () => {
    expect((await read(`Heading\nFPS\t\nFPS\t24\nFPS\t25\n${COLUMNS}Data\n`)).heading.get("FPS")).toBe("24");
  });
});

describe("a missing section", () => {
  test.each([
    ["Column and Data", "Heading\nFPS\t25\n", '"Column" and "Data"'],
    ["Data", `Heading\n${COLUMNS}${ROW}\n`, '"Data" after "Column"'],
    ["Column", `Heading\nData\n${ROW}\n`, 'section "Column" is missing'],
    ["the column names", "Heading\n\nColumn\n\nData\n", "no column names"],
  ])("%s is named", async (_name, text, words) => {
    await expect(read(text)).rejects.toThrow(expect.objectContaining({ code: "metadata_unreadable" }));
    await expect(read(text)).rejects.toThrow(words);
  });

  test("Heading is only a warning", async () => {
    const sheet = await read(`${COLUMNS}Data\n${ROW}\n`);
    expect(sheet.rows).toHaveLength(1);
    expect(sheet.problems).toEqual([expect.objectContaining({ line: 1, severity: "warning" })]);
  });
});

describe("rows", () => {
  test("without any value are no rows, wherever they are", async () => {
    expect(await cellsOf(`Heading\n${COLUMNS}Data\n\n${ROW}\n \t \n\t\t\t\n${ROW}\n\t\n`)).toHaveLength(2);
  });

  test("keep the blanks in their cells and quotation marks as they are", async () => {
    const [cells] = await cellsOf(`Heading\nColumn\nName\tLens\tNote\nData\n A001 \tSIGMA      \t5" lens\n`);
    expect(cells).toEqual([" A001 ", "SIGMA      ", '5" lens']);
  });

  test.each([
    [
      "as they are beside a mark that nobody quoted",
      ['5" lens', '"say ""go"""'],
      ['5" lens', '"say ""go"""'],
    ],
    ["off whole cells where every cell with a comma has them", ['"good"', '"a, b"'], ["good", "a, b"]],
    [
      "off doubled marks alone beside a bare comma",
      ['"good"', '"say ""go"", b"', "a, b"],
      ['"good"', 'say "go", b', "a, b"],
    ],
  ])("keep or lose quotation marks: %s", async (_name, given, cells) => {
    const names = given.map((_, at) => `N${at}`).join("\t");
    expect(await cellsOf(`Heading\nColumn\n${names}\nData\n${given.join("\t")}\n`)).toEqual([cells]);
  });

  test("are told once when they are short, with the first column that is missing", async () => {
    const { problems } = await read(
      `Heading\n${COLUMNS}Data\nA\tV\nB\tV\nC\tV\t01:00:00:00\t01:00:00:01\nD\tV\n`,
    );
    expect(problems).toEqual([
      {
        line: 5,
        column: "Start",
        severity: "warning",
        message:
          'Fewer cells than columns in lines 5, 6, 8; the cells missing at the end were taken as empty (first: "Start").',
      },
    ]);
  });

  test("are not told when only unnamed columns are missing", async () => {
    expect(await read(`Heading\nColumn\nName\tScene\t\t\nData\nA\t1\n`)).toMatchObject({
      columns: ["Name", "Scene", "", ""],
      problems: [],
    });
  });

  test("with more values than columns are left out alone", async () => {
    const sheet = await read(`Heading\n${COLUMNS}Data\n${ROW}\n${ROW}\textra\n${ROW}\t\t \n`);
    expect(sheet.rows.map((row) => row.line)).toEqual([5, 7]);
    expect(sheet.problems).toEqual([expect.objectContaining({ line: 6, severity: "error" })]);
  });

  test("lose only the cell under Start that can be no timecode, not a placeholder or a frame count", async () => {
    const starts = ["A001C001", "n/a", "--", "238", "01:00:00:00", "01;00;00;00", "0000+12"];
    const rows = starts.map((start) => `x\tV\t${start}\t01:00:00:00`).join("\n");
    const sheet = await read(`Heading\n${COLUMNS}Data\n${rows}\n`);
    expect(sheet.rows.map((row) => row.cells[2])).toEqual(["", ...starts.slice(1)]);
    expect(sheet.problems).toHaveLength(1);
  });

  test("lose what stands right of a timecode in a column that has none", async () => {
    const sheet = await read(
      `Heading\nColumn\nName\tScene\tTake\tStart\tTape\nData\nA\t1\t01:00:00:00\t01:00:02:00\tA001\n`,
    );
    expect(sheet.rows[0]?.cells).toEqual(["A", "1", "", "", ""]);
    expect(sheet.problems[0]).toMatchObject({ column: "Take", severity: "warning" });
  });
});

test("columns may be separated by commas, with quoted cells", async () => {
  const sheet = await read(`Heading\nFIELD_DELIM,COMMAS\nFPS,25\nColumn\nName,Note\nData\nA001,"one, two"\n`);
  expect(sheet).toMatchObject({ delimiter: ",", columns: ["Name", "Note"] });
  expect(sheet.rows[0]?.cells).toEqual(["A001", "one, two"]);
  expect(sheet.heading.get("FPS")).toBe("25");
});

test("what separates the column names counts more than FIELD_DELIM", async () => {
  expect(await read(`Heading\nFIELD_DELIM\tCOMMAS\n${COLUMNS}Data\n${ROW}\n`)).toMatchObject({
    delimiter: "\t",
    problems: [],
  });
});

test("tabs that became blanks are refused with the reason", async () => {
  await expect(
    read("Heading\nFPS 25\nColumn\nName  Tracks  Start  End\nData\nA001  V  01:00:00:00\n"),
  ).rejects.toThrow(/tabs were replaced by blanks/);
});

test("no rows is a warning, not an error", async () => {
  expect(await read(`Heading\n${COLUMNS}Data\n`)).toMatchObject({
    rows: [],
    problems: [{ line: 4, severity: "warning" }],
  });
});

test("a thousand times too many columns are refused", async () => {
  await expect(read(`Heading\nColumn\nName${"\tx".repeat(5000)}\nData\n`)).rejects.toThrow(
    /names 5001 columns/,
  );
});

test("a clip called Data or Column is a row", async () => {
  const sheet = await read(`Heading\n${COLUMNS}Data\nData\tV\t\t\nColumn\nHeading\n`);
  expect(sheet.rows.map((row) => row.cells[0])).toEqual(["Data", "Column", "Heading"]);
});
