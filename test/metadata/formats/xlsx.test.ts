// Workbooks as continuity writes them: which sheet counts, and cells as a person sees them.
import { readFile } from "node:fs/promises";
import { writeXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { readSheetBytes } from "../../../src/metadata/read-sheet.ts";
import { understandSheet } from "../../../src/metadata/understand-sheet.ts";
import { sheetPath } from "../../support/metadata-sheets.ts";

const TITLED = "xlsx/title-above-header-second-sheet-hidden-first.xlsx";
const LITTER = "xlsx/slates-made-dates-errors-padded-numbers.xlsx";
const read = async (file: string, table?: string) =>
  readSheetBytes(await readFile(sheetPath(file)), file, { table });
const workbook = (rows: unknown[][], name = "Log") => writeXlsx({ sheets: [{ name, rows: rows as never }] });

test("the first sheet counts that names clips and is not hidden, with what stands above its header", async () => {
  const sheet = await read(TITLED);
  expect(sheet).toMatchObject({ format: "xlsx", table: "Day 12", problems: [] });
  expect(sheet.heading.get("Date")).toBe("26.04.2024");
  expect(sheet.rows.map(({ line }) => line)).toEqual([5, 6, 8]);
  expect(sheet.rows.map(({ cells }) => cells.slice(1, 4))).toEqual([
    ["22A", "4", "1"],
    ["22", "4B", "2"],
    ["22", "4", "3"],
  ]);
  expect(understandSheet(sheet).rows[0]?.metadata).toEqual({
    scene: "22A",
    shot: "4",
    take: "1",
    circled: true,
    lens: "Cooke S4 32",
    fps: 23.976,
    description: 'good, but "no" second line',
    date: "20240426",
  });
});

test("a sheet that is asked for counts, hidden or not, in whatever case", async () => {
  expect((await read(TITLED, "old LIST")).rows[0]?.cells).toEqual(["A001C009_240426_R1AA.mov", "99"]);
});

test.each([
  ["Day 13", /no sheet "Day 13"/, /"Old list", "Cover", "Day 12"/],
  ["Cover", /no row of the sheet "Cover"/, /first row/],
])("the sheet %j is refused with what there is instead", async (table, message, hint) => {
  const refused = expect.objectContaining({
    code: "metadata_unreadable",
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
  await expect(read(TITLED, table)).rejects.toThrow(refused);
});

test("padded numbers are as they are seen, days read as days, errors stay to be told", async () => {
  const { rows } = await read(LITTER);
  expect(rows.map(({ cells }) => cells.slice(1))).toEqual([
    ["10:14:20:00", "0012", "2026-04-22", "1", "2026-04-22"],
    ["10:20:00:00", "0013", "4", "#REF!", "2026-04-22"],
  ]);
});

describe("a workbook", () => {
  test("is known by its bytes, whatever it is called", async () => {
    const bytes = await workbook([
      ["File Name", "Scene"],
      ["A001", 22],
    ]);
    for (const name of ["day.xlsx", "day.csv", "day.ale", "day"]) {
      expect((await readSheetBytes(bytes, name)).rows).toEqual([{ line: 2, cells: ["A001", "22"] }]);
    }
  });

  test("of 50,000 rows is read, while others get their turn", async () => {
    const bytes = await workbook([
      ["File Name", "Scene", "Take"],
      ...Array.from({ length: 50_000 }, (_, at) => [`A001C${at}`, "22", at % 9]),
    ]);
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const { rows } = await readSheetBytes(bytes, "day.xlsx");
    clearInterval(timer);
    expect(rows).toHaveLength(50_000);
    expect(turns).toBeGreaterThan(10);
  });

  test("ends with the signal", async () => {
    const bytes = await workbook([["File Name", "Scene"]]);
    const reason = new Error("cancelled");
    await expect(readSheetBytes(bytes, "day.xlsx", { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  test("that is cut off, or none, is refused", async () => {
    const bytes = await workbook([["File Name", "Scene"]]);
    for (const damaged of [bytes.subarray(0, bytes.length / 2), bytes.subarray(0, 40)]) {
      await expect(readSheetBytes(damaged, "day.xlsx")).rejects.toMatchObject({
        code: "metadata_unreadable",
      });
    }
  });

  test("that unpacks to gigabytes is refused before it is unpacked", async () => {
    const bytes = Buffer.from(
      await workbook([
        ["File Name", "Scene"],
        ["A001", "22"],
      ]),
    );
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(0xf0000000, entry + 24);
    await expect(readSheetBytes(bytes, "day.xlsx")).rejects.toThrow(/larger than any camera log/);
  });
});

test("a workbook whose directory hides how large a part is, is not unpacked", async () => {
  const bytes = Buffer.from(
    await workbook([
      ["File Name", "Scene"],
      ["A001", 22],
    ]),
  );
  await expect(readSheetBytes(bytes, "day.xlsx")).resolves.toBeDefined();
  const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  // "The size follows", and none is told: then the size that stands in front of the part counts for the reader.
  bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 8, entry + 8);
  bytes.writeUInt32LE(0, entry + 20);
  bytes.writeUInt32LE(0, entry + 24);
  await expect(readSheetBytes(bytes, "day.xlsx")).rejects.toMatchObject({
    code: "metadata_unreadable",
    message: expect.stringContaining("larger than any camera log") as string,
  });
});
