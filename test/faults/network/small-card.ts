// A card whose three files and two thumbnails go up as they are, and a sheet for both versions of the API.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runFfmpeg } from "../../support/media-sources.ts";
import { FIXTURE_CARD } from "../../support/run-odailies.ts";
import { makeSmallDaily } from "../../support/small-daily.ts";

export const CLIPS = ["A001C001_261120_R1AA", "A001C009_261120_R1AA"] as const;
export const KEYS = [
  ...CLIPS.map((name) => `_graded/${name}.mp4`),
  ...CLIPS.map((name) => `_thumbnails/${name}.jpg`),
  `_log/${CLIPS[0]}.mp4`,
];

export interface SmallCard {
  readonly folder: string;
  /** Scene and take go by v2, the lens by v1. */
  readonly sheet: string;
  readonly ale: string;
}

export async function makeSmallCard(folder: string): Promise<SmallCard> {
  const card = join(folder, "A001R1AA");
  for (const name of ["_graded", "_log", "_thumbnails"]) await mkdir(join(card, name), { recursive: true });
  const [first, second] = CLIPS.map((name) => join(card, "_graded", `${name}.mp4`));
  await makeSmallDaily(first!);
  await copyFile(first!, second!);
  await copyFile(first!, join(card, "_log", `${CLIPS[0]}.mp4`));
  const [thumbnail, another] = CLIPS.map((name) => join(card, "_thumbnails", `${name}.jpg`));
  // A smaller one would be made anew.
  await runFfmpeg(["-i", first!, "-frames:v", "1", "-vf", "scale=1280:720", thumbnail!]);
  await copyFile(thumbnail!, another!);
  const sheet = join(folder, "sheet.csv");
  const rows = CLIPS.map((name, index) => `${name};22;${index + 1};x;50mm`);
  await writeFile(sheet, ["File Name;Scene;Take;Circled;Lens", ...rows].join("\n"));
  return { folder: card, sheet, ale: join(FIXTURE_CARD, "A001R1AA/A001R1AA.ale") };
}
