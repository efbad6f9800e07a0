// The quirks of CSV files, one by one.
import { describe, expect, test } from "vitest";
import { sheetSource } from "../../support/metadata-sheets.ts";
import { csv } from "../../../src/metadata/formats/csv.ts";

const read = (text: string, columnNames: string[] = []) =>
  csv.read(Buffer.from(text), { ...sheetSource("day.csv"), columnNames });
const cellsOf = async (text: string) => (await read(text)).rows.map((row) => row.cells);

describe("the delimiter", () => {
  test.each([",", ";", "\t", "|"])(
    "%j is found by the words of the header, not by its count",
    async (delimiter) => {
      const others = [",", ";", "|"]
        .filter((other) => other !== delimiter)
        .join("")
        .repeat(9);
      const header = ["File Name", "Scene", `Notes (${others})`].join(delimiter);
      const sheet = await read(`${header}\n${["A001C001", "1", "x"].join(delimiter)}\n`);
      expect(sheet.delimiter).toBe(delimiter);
      expect(sheet.columns).toEqual(["File Name", "Scene", `Notes (${others})`]);
      expect(sheet.rows[0]?.cells).toEqual(["A001C001", "1", "x"]);
    },
  );

  test("is the one that gives more known words, not more cells", async () => {
    const sheet = await read(
      "File Name;Scene;Take;Lens;Comments, Roll, Slate, a, b, c, d\nA001;1;2;50mm;x\n",
    );
    expect(sheet).toMatchObject({ delimiter: ";", rows: [{ cells: ["A001", "1", "2", "50mm", "x"] }] });
  });

  test("is what sep= says", async () => {
    expect(await read("sep=~\nFile Name~Scene\nA001~1\n")).toMatchObject({
      delimiter: "~",
      columns: ["File Name", "Scene"],
    });
  });
});

describe("the header row", () => {
  test("is found below lines about the project, which become the heading", async () => {
    const sheet = await read(
      'SOUND REPORT\nProject:,"Film",Date:,2024-04-26\nMixer: Ana Ruiz\nRoll,SR01\n\nFile Name,Scene,Take,Start TC\na.wav,1,2,01:00:00:00\n',
    );
    expect([...sheet.heading]).toEqual([
      ["Project", "Film"],
      ["Date", "2024-04-26"],
      ["Mixer", "Ana Ruiz"],
      ["Roll", "SR01"],
    ]);
    expect(sheet.rows).toEqual([{ line: 7, cells: ["a.wav", "1", "2", "01:00:00:00"] }]);
  });

  test("is not the line of labels and values above it", async () => {
    const sheet = await read(
      "Date,2024-01-31,Roll,A001,Camera,B\nFile Name,Scene,Take,Lens,Date,Camera\nA001,1,1,50mm,,A\n",
    );
    expect(sheet.columns[0]).toBe("File Name");
    expect(sheet.heading.get("Roll")).toBe("A001");
  });

  test("may be in another language", async () => {
    expect((await read("Szene;Klappe;Rolle\n1;2;A001\n")).columns).toEqual(["Szene", "Klappe", "Rolle"]);
  });

  test("may hold column names that only the user knows", async () => {
    const text = "Materialnummer,Stimmung\nA001C001,düster\n";
    await expect(read(text)).rejects.toThrow(/no row names the columns/);
    expect((await read(text, ["materialnummer", "Stimmung"])).rows).toHaveLength(1);
  });

  test("may break a line in a quoted name", async () => {
    const sheet = await read('"File\nName",Scene,Take\nA001,1,2\n');
    expect(sheet.columns).toEqual(["File\nName", "Scene", "Take"]);
    expect(sheet.rows).toEqual([{ line: 3, cells: ["A001", "1", "2"] }]);
  });

  test("is skipped where it recurs", async () => {
    const sheet = await read("File Name,Scene\nA,1\nfile name,SCENE\nB,2\n");
    expect(sheet.rows.map((row) => row.line)).toEqual([2, 4]);
    expect(sheet.problems).toEqual([expect.objectContaining({ line: 3, severity: "warning" })]);
  });
});

describe("a row", () => {
  test.each<[string, string, string[]]>([
    ["with commas in quotes", 'A,"1, 2",x', ["A", "1, 2", "x"]],
    ["with doubled quotation marks", 'A,"say ""go""",x', ["A", 'say "go"', "x"]],
    ["with blanks round its quotes", 'A, "1" , "x"', ["A", "1", "x"]],
    ["with an inch sign", 'A,5" lens,"x"', ["A", '5" lens', "x"]],
    ["with two inch signs", 'A,5" and 6",x', ["A", '5" and 6"', "x"]],
    ["with blanks that mean something", 'A, ,"x  "', ["A", " ", "x  "]],
    ["with empty quotes", '"A","",""', ["A", "", ""]],
  ])("%s", async (_name, line, cells) => {
    expect(await cellsOf(`File Name,Scene,Take\n${line}\nB,1,1\n`)).toEqual([cells, ["B", "1", "1"]]);
  });

  test("may go over several lines in a quoted cell", async () => {
    const sheet = await read('File Name,Notes\nA,"one\n\ntwo, ""three"""\nB,x\n');
    expect(sheet.rows).toEqual([
      { line: 2, cells: ["A", 'one\n\ntwo, "three"'] },
      { line: 5, cells: ["B", "x"] },
    ]);
  });

  test("with a quotation mark that is never closed costs itself alone, even among quoted rows", async () => {
    const good = (name: string) => `"${name}","1","2"`;
    const sheet = await read(
      ["File Name,Scene,Take", good("A"), '"B,1,2', good("C"), '"D,1,2', good("E")].join("\n"),
    );
    expect(sheet.rows.map((row) => row.cells[0])).toEqual(["A", "C", "E"]);
    expect(sheet.problems.map(({ line, severity }) => [line, severity])).toEqual([
      [3, "error"],
      [5, "error"],
    ]);
  });

  test("with an unclosed quotation mark at the end of the file costs itself alone", async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `A${at},1`).join("\n");
    expect((await read(`File Name,Scene\n"Z,1\n${rows}`)).rows).toHaveLength(300);
  });
});

describe("the explanations of a template", () => {
  test("are skipped in the first row only", async () => {
    const explanation = "clipname.mov,Scene Number,Who shot it?";
    const sheet = await read(`File Name,Scene,Camera\n${explanation}\nA001,1,A\n${explanation}\n`);
    expect(sheet.rows.map((row) => row.line)).toEqual([3, 4]);
  });

  test("are not seen in a row with numbers, or with one question", async () => {
    expect((await read("File Name,Scene,Take\nA001.mov,Scene 12,Take 3\n")).rows).toHaveLength(1);
    expect((await read("File Name,Scene,Notes\nA,1,Focus soft?\n")).rows).toHaveLength(1);
  });
});

describe("a decimal comma", () => {
  test.each([
    ["File;Focal Length;T-Stop\nA;35,5;2,8\n", true],
    ["File;Focal Length;T-Stop\nA;50,0 mm;T4\n", true],
    ["File;Focal Length;T-Stop\nA;1,250;2.8\nB;1,250;2.8\nC;50.5;4\n", false],
    ["File;Focal Length;T-Stop\nA;35.5;2.8\n", false],
    ["File;Tracks;Scene\nA;1,2;12,5\n", false],
    ['File,Focal Length,T-Stop\nA,"35,5","2,8"\n', false],
  ])("in %j: %s", async (text, expected) => {
    expect((await read(text)).decimalComma).toBe(expected);
  });
});

test("a table without rows is a warning", async () => {
  expect(await read("File Name,Scene\n")).toMatchObject({
    rows: [],
    problems: [{ line: 1, severity: "warning" }],
  });
});
