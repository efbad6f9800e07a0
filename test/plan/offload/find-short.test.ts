import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanCard } from "../../../src/cards/scan-card.ts";
import { findGaps } from "../../../src/plan/offload/find-gaps.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Two seconds at 25 frames a second. */
const CLIP = join(import.meta.dirname, "../../../fixtures/card/A001R1AA/_graded/A001C001_261120_R1AA.mp4");
const NAME = "A001C001_261120_R1AA";

/** What a card with that one clip lacks, where the camera's own sheet has these rows of start and end. */
async function gapsOf(
  file: string,
  ...rows: readonly (readonly [name: string, start: string, end: string])[]
) {
  const card = await tempFolder();
  await copyFile(CLIP, join(card, file));
  const lines = rows.map(([name, start, end]) => `${name}\tV\t${start}\t${end}`);
  const ale = `Heading\nFIELD_DELIM\tTABS\nFPS\t25\n\nColumn\nName\tTracks\tStart\tEnd\n\nData\n${lines.join("\n")}\n`;
  await writeFile(join(card, "A001R1AA_AVID.ale"), ale);
  const gaps = await findGaps(await scanCard(card, { as: "auto" }), { mhl: "auto", isComplete: true });
  return gaps.map(({ message }) => message);
}

test.each([`${NAME}.mp4`, `${NAME}_709.mp4`])("of %s the camera says more than is there", async (file) => {
  expect(await gapsOf(file, [NAME, "10:00:00:00", "10:00:30:00"])).toEqual([
    `Of ${NAME} only 2 s are on the card, though A001R1AA_AVID.ale says 30 s.`,
  ]);
});

test("also over midnight", async () => {
  expect(await gapsOf(`${NAME}.mp4`, [NAME, "23:59:50:00", "00:00:20:00"])).toHaveLength(1);
});

test.each([
  ["as long", [[NAME, "10:00:00:00", "10:00:02:00"]]],
  ["shorter in the sheet", [[NAME, "10:00:00:00", "10:00:01:00"]]],
  ["a second off", [[NAME, "10:00:00:00", "10:00:03:00"]]],
  [
    "in two parts",
    [
      [NAME, "10:00:00:00", "10:00:30:00"],
      [NAME, "10:00:30:00", "10:00:50:00"],
    ],
  ],
] as const)("a recording that is %s lacks nothing", async (_, rows) => {
  expect(await gapsOf(`${NAME}.mp4`, ...rows)).toEqual([]);
});
