// A small card with every kind of work on it, and what it is made of, so that it can be told that nobody touched it.
import { createHash } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { H264, makeSource, type SourceRecipe } from "../../support/media-sources.ts";

const AAC = { sound: ["sine=frequency=1000:sample_rate=48000"], soundCodec: ["-c:a", "aac"] };
const SHORT: Pick<SourceRecipe, "frames" | "size"> = { frames: 10, size: "320x180" };
/** So much to send that an upload can be ended at several places. */
const PADDING_BYTES = 480_000;

export interface KillCard {
  readonly root: string;
  readonly sheet: string;
}

/** A001C001 goes up as it is, with a LOG file to be remuxed and a hash list; C0003 has to be encoded. */
export async function makeKillCard(folder: string): Promise<KillCard> {
  const root = join(folder, "Day012");
  const [graded, log, camera] = ["A001/_graded", "A001/_log", "B001"].map((path) => join(root, path));
  for (const path of [graded, log, camera]) await mkdir(path!, { recursive: true });
  const playable = { ...SHORT, ...AAC, pixelFormat: "yuv420p", timecode: "10:00:00:00", codec: H264 };
  const first = await makeSource(graded!, {
    ...playable,
    name: "A001C001.mp4",
    options: ["-movflags", "+faststart+write_colr"],
  });
  await appendFile(first, paddingBox());
  await makeSource(log!, { ...playable, name: "A001C001.mp4" });
  await makeSource(camera!, {
    ...SHORT,
    name: "C0003.mov",
    sound: AAC.sound,
    pixelFormat: "yuv422p",
    timecode: "12:00:00:00",
    codec: H264,
  });
  await writeFile(join(root, "A001/A001.mhl"), hashListOf(await readFile(first)));
  const sheet = join(folder, "day.csv");
  const rows = ["File Name;Scene;Shot;Take;Lens;T-Stop", "A001C001;22;4;1;50mm;2,8", "C0003;23;1;2;35mm;4"];
  await writeFile(sheet, `${rows.join("\n")}\n`);
  return { root, sheet };
}

/** A box that players skip (ISO 14496-12, `free`). */
function paddingBox(): Buffer {
  const box = Buffer.alloc(PADDING_BYTES);
  box.writeUInt32BE(PADDING_BYTES, 0);
  box.write("free", 4, "latin1");
  return box;
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
