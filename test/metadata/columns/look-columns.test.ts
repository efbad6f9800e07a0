import { expect, test } from "vitest";
import { type LookColumns, lookColumns } from "../../../src/metadata/columns/look-columns.ts";
import { sheetOf } from "../../support/metadata-sheet.ts";

const read =
  <T>(reader: (look: LookColumns) => (row: { line: number; cells: string[] }) => T) =>
  (cells: Readonly<Record<string, string>>): T => {
    const look = lookColumns(sheetOf(Object.keys(cells), [Object.values(cells)]));
    return reader(look)({ line: 2, cells: Object.values(cells) });
  };
const cdl = read(({ readCdl }) => readCdl);
const curve = read(({ readCurve }) => readCurve);

test.each<Record<string, string>>([
  { ASC_SOP: "(1.1 1 1)(0 0 0)(1 1 1)", ASC_SAT: "0.9" },
  { asc_sop: " (1.1 1 1)(0 0 0)(1 1 1) ", asc_sat: " 0.9 " },
  { CDL: "(1.1 1 1)(0 0 0)(1 1 1)(0.9)" },
  {
    "CDL Slope: Red": "1.1",
    "CDL Slope: Green": "1",
    "CDL Slope: Blue": "1",
    "CDL Offset: Red": "0",
    "CDL Offset: Green": "0",
    "CDL Offset: Blue": "0",
    "CDL Power: Red": "1",
    "CDL Power: Green": "1",
    "CDL Power: Blue": "1",
    "CDL Saturation": "0.9",
  },
])("%o", (cells) => {
  expect(cdl(cells)).toMatchObject({ cdl: { slope: [1.1, 1, 1], saturation: 0.9 } });
});

test("nothing filled in, and a row that has slipped by a column", () => {
  expect(cdl({ Name: "A001C001", ASC_SOP: "", ASC_SAT: "" })).toBeUndefined();
  expect(cdl({ ASC_SOP: "13:18:25:19", ASC_SAT: "01:00:00:00" })).toHaveProperty("problem");
  expect(cdl({ "CDL Slope: Red": "1.1" })).toHaveProperty("problem");
});

test.each<[Record<string, string>, string | undefined]>([
  [{ Gamma: "LOG-C" }, "LOG-C"],
  [{ transferCurve: "LogC4" }, "LogC4"],
  [{ "Gamma Space": "34", "Color Space": "25" }, "Log3G10"],
  [{ "Color Space": "Rec.709" }, undefined],
  [{ "Target Color Space": "Log C" }, "Log C"],
  [{ CameraFormat: "ARRI RAW LogC4" }, "ARRI RAW LogC4"],
  [{ Gamma: " ", "Color Space": "S-Gamut3.Cine/S-Log3" }, "S-Gamut3.Cine/S-Log3"],
  [{ Name: "LogC4" }, undefined],
])("%o", (cells, written) => {
  expect(curve(cells)).toBe(written);
});
