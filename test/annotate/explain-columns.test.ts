import { expect, test } from "vitest";
import { explainColumns } from "../../src/annotate/explain-columns.ts";
import { understandSheet } from "../../src/metadata/understand-sheet.ts";
import { sheetOf } from "../support/metadata-sheet.ts";

test("examples stay with their own row below a row that names two clips", () => {
  const sheet = sheetOf(
    ["Clip", "Scene"],
    [
      ["A001C001, B001C001", "12A"],
      ["A001C002", "13"],
      ["A001C003", "14"],
    ],
  );
  const understood = understandSheet(sheet);
  expect(understood.rows).toHaveLength(4);
  const { columns } = explainColumns(understood, []);
  expect(columns.find(({ column }) => column === "Scene")?.examples).toEqual([
    { text: "12A", value: "12A" },
    { text: "13", value: "13" },
    { text: "14", value: "14" },
  ]);
});
