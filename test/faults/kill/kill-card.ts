// A small card with every kind of work on it, and what it is made of, so that it can be told that nobody touched it.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeSource } from "../../support/media-sources.ts";
import { makeSmallDaily, SMALL_DAILY } from "../../support/small-daily.ts";

export interface KillCard {
  readonly root: string;
  readonly sheet: string;
}

/** A001C001 goes up as it is, with a LOG file to be remuxed and a hash list; C0003 has to be encoded. */
export async function makeKillCard(folder: string): Promise<KillCard> {
  const root = join(folder, "Day012");
  const [graded, log, camera] = ["A001/_graded", "A001/_log", "B001"].map((path) => join(root, path));
  for (const path of [graded, log, camera]) await mkdir(path!, { recursive: true });
  const first = await makeSmallDaily(join(graded!, "A001C001.mp4"));
  await makeSource(log!, { ...SMALL_DAILY, name: "A001C001.mp4" });
  await makeSource(camera!, {
    ...SMALL_DAILY,
    name: "C0003.mov",
    pixelFormat: "yuv422p",
    timecode: "12:00:00:00",
    soundCodec: ["-c:a", "pcm_s16le"],
  });
  await writeFile(join(root, "A001/A001.mhl"), hashListOf(await readFile(first)));
  const sheet = join(folder, "day.csv");
  const rows = ["File Name;Scene;Shot;Take;Lens;T-Stop", "A001C001;22;4;1;50mm;2,8", "C0003;23;1;2;35mm;4"];
  await writeFile(sheet, `${rows.join("\n")}\n`);
  return { root, sheet };
}

function hashListOf(bytes: Buffer): string {
  const md5 = createHash("md5").update(bytes).digest("hex");
  return `<?xml version="1.0" encoding="UTF-8"?>
<hashlist version="1.1"><hash><file>_graded/A001C001.mp4</file><size>${bytes.length}</size>
<lastmodificationdate>2026-11-20T19:00:00Z</lastmodificationdate><md5>${md5}</md5>
<hashdate>2026-11-20T20:00:00Z</hashdate></hash></hashlist>`;
}

/** Names, sizes, times and contents. */
export async function lookAtCard(root: string): Promise<readonly string[]> {
  const names = (await readdir(root, { recursive: true })).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = join(root, name);
      const { size, mtimeMs, mode } = await stat(path);
      const content = await readFile(path).catch(() => "");
      return `${name} ${size} ${mtimeMs} ${mode} ${createHash("md5").update(content).digest("hex")}`;
    }),
  );
}
