import { describe, expect, test } from "vitest";
import { isEatenBySpreadsheet } from "../../../src/metadata/values/eaten-by-spreadsheet.ts";
import { cleanCell, isSpreadsheetError } from "../../../src/metadata/values/spreadsheet-cell.ts";
import { understandSheet } from "../../../src/metadata/understand-sheet.ts";
import { rowOf, sheetOf } from "../../support/metadata-sheet.ts";

test.each([
  ['="0012"', "0012"],
  ['="say ""so"""', 'say "so"'],
  ["'03", "03"],
  ["’03", "03"],
  ["'22/4", "22/4"],
  ["'A001C001", "A001C001"],
  ["'Twas the night", "'Twas the night"],
  ["'quoted'", "'quoted'"],
  ["22\u200B\u200EA\u00AD", "22A"],
  ["\u2066A001\u2069", "A001"],
  ["👩\u200D🎤 sings", "👩\u200D🎤 sings"],
  ["A\u200DB", "AB"],
])("the cell %j is %j", (cell, expected) => {
  expect(cleanCell(cell)).toBe(expected);
});

test.each(
  "#N/A #NV #BEZUG! #REF! #WERT! #DIV/0! #ÜBERLAUF! #NAME? #NOM? #¡VALOR! #¿NOMBRE? #¡REF! #RIF! #N/D #NULL! #ZAHL! #SPILL! #CALC! #ERROR! #ССЫЛКА! #Н/Д Err:502 ########".split(
    " ",
  ),
)("%j is an error of a spreadsheet", (cell) => {
  expect(isSpreadsheetError(cell)).toBe(true);
});

test.each(["#12", "#1A", "22#", "#", "##", "N/A", "# 4"])("%j is none", (cell) => {
  expect(isSpreadsheetError(cell)).toBe(false);
});

const EATEN = [
  "22.04.2001",
  "4/22/2001",
  "2001-04-22",
  "2001-04-22 00:00:00",
  "22.04.01",
  "22.04.",
  "22:04:00",
  "22-Apr",
  "Apr-22",
  "22. Apr",
  "22. April 2026",
  "Mär 22",
  "22. Mrz",
  "22-avr",
  "avr.-22",
  "22 de abril de 2026",
  "22-dic",
  "3-set",
  "03/mag",
  "22 mei",
  "22 kwi",
  "22 dub",
  "22-out",
  "4月22日",
  "1E+05",
  "1,00E+05",
  "Dez 22",
  "Mai 22",
  "22.апр",
  "апр.22",
  "кві.22",
  "сен-03",
  "ápr.04",
  "Nis.22",
  "1.20E-02",
  "46134",
  "46134.5",
];
describe.each(["Scene", "Shot", "Take"])("%s", (column) => {
  const property = column.toLowerCase();

  test.each(EATEN)("%j was something else: no value, and the cell is named", (cell) => {
    const { rows, problems } = understandSheet(sheetOf(["Name", column], [["A001", cell]]));
    expect(rows[0]?.metadata).toEqual({});
    expect(problems).toMatchObject([
      { line: 2, column, message: expect.stringContaining(`The clip gets no ${property} from "${column}"`) },
    ]);
  });

  test.each(["22", "22A", "22/4", "1-12-04", "Set 3", "1E5", "A-12", "Mar", "12 NG", "Out 2"])(
    "%j stays",
    (cell) => {
      expect(isEatenBySpreadsheet(cell)).toBe(false);
      expect(rowOf({ Name: "A001", [column]: cell }).metadata).toEqual({ [property]: cell });
    },
  );

  test("a float is the whole number it was, an error none, nan nothing at all", () => {
    for (const cell of ["22.0", "22.00", "22,0", '"22"', "“22”"])
      expect(rowOf({ Name: "A001", [column]: cell }).metadata).toEqual({ [property]: "22" });
    const { rows, problems } = understandSheet(
      sheetOf(
        ["Name", column],
        [
          ["A001", "#BEZUG!"],
          ["A002", "nan"],
          ["A003", "########"],
          ["A004", "(null)"],
          ["A005", "(leer)"],
          ["A006", "=B2&C2"],
        ],
      ),
    );
    expect(rows.map(({ metadata }) => metadata)).toEqual([{}, {}, {}, {}, {}, {}]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4, 7]);
  });
});

test.each([
  ["Roll", "22-Apr"],
  ["Lens", "18-Nov"],
])("a %s that became a date gives no value, and the cell is named", (column, cell) => {
  const { rows, problems } = understandSheet(sheetOf(["Name", column], [["A001", cell]]));
  expect(rows[0]?.metadata).toEqual({});
  expect(problems).toMatchObject([{ line: 2, column, message: expect.stringContaining('into "' + cell) }]);
});

test("rolls, clips and cameras that a table made floats of are whole numbers again", () => {
  const { rows } = understandSheet(
    sheetOf(["Camera", "Roll", "Clip", "Lens"], [["A", "1.0", "3.0", "35.0"]]),
  );
  expect(rows[0]).toMatchObject({
    roll: "1",
    clipNumber: 3,
    metadata: { camera: "A", reelName: "A001", lens: "35" },
  });
});

test("an error names no clip and gives no other value either", () => {
  const { rows, problems } = understandSheet(
    sheetOf(["File Name", "Lens", "Scene"], [["#N/A", "#WERT!", "22"]]),
  );
  expect(rows[0]).toMatchObject({ names: [], metadata: { scene: "22" } });
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/"#WERT!" is a spreadsheet's error.*gets no lens/),
  ]);
});

test.each([
  ["10:00:00;00", "25", "10:00:00:00"],
  ["10:00:00.00", "24", "10:00:00:00"],
  ["10:00:00;00", "23.976", "10:00:00:00"],
  ["10:00:00;00", "29.97", "10:00:00;00"],
  ["10:00:00;00", "59.94", "10:00:00;00"],
])("the start %j at %s fps is %j", (start, fps, expected) => {
  expect(rowOf({ Name: "A001", FPS: fps, Start: start }).metadata.timecode).toBe(expected);
});
