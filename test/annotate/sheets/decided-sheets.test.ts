import { rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decideSheets, readSheetDates } from "../../../src/annotate/sheets/decided-sheets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const NEVER = { sheetGiven: () => undefined };
const WRITTEN = new Date("2024-04-26T18:00:00.000Z");

test("sheets are read once, and then decided on for each destination", async () => {
  const folder = await tempFolder();
  const [given, beside] = [join(folder, "given.csv"), join(folder, "beside.ale")];
  await writeFile(given, "Clip,Scene\n");
  await writeFile(beside, "");
  await utimes(beside, WRITTEN, WRITTEN);
  const sheet = { path: beside, relativePath: "beside.ale", sizeBytes: 0, mtimeMs: WRITTEN.getTime() };
  const dates = await readSheetDates({ given: [given], scans: [{ sheets: [sheet] }] });
  await rm(given);

  const first = decideSheets(dates, "one", NEVER);
  expect(first.decided).toEqual(
    new Map([
      [beside, WRITTEN.toISOString()],
      [given, dates.now],
    ]),
  );
  expect(first.firstGiven).toMatchObject([{ type: "sheet", destination: "one", name: "given.csv" }]);

  const earlier = "2024-04-27T06:00:00.000Z";
  const sha256 = dates.given[0]?.sha256;
  const again = decideSheets(dates, "two", { sheetGiven: (of) => (of === sha256 ? earlier : undefined) });
  expect(again.decided.get(given)).toBe(earlier);
  expect(again.firstGiven).toEqual([]);
});
