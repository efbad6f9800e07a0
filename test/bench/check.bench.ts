import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { leastOf } from "../support/bench-cpu.ts";
import { H264, makeSource } from "../support/media-sources.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const FILES = 1000;
const ROUNDS = 2;

test("scan, probe and check of 1,000 files against a loop of ffprobe", async () => {
  const home = await tempFolder();
  const card = join(home, "DAY", "_graded");
  await mkdir(card, { recursive: true });
  const one = await makeSource(home, {
    name: "one.mp4",
    frames: 50,
    timecode: "01:00:00:00",
    codec: H264,
    pixelFormat: "yuv420p",
    options: ["-movflags", "+faststart+write_colr"],
  });
  for (let index = 0; index < FILES; index += 1)
    await copyFile(one, join(card, `A001C${String(index).padStart(4, "0")}_261120_R1AA.mp4`));
  const ffprobe = anyTools().ffprobe.path;
  const wall = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    return (performance.now() - startedAt) / 1000;
  };
  const program = programIn(home);
  const least = await leastOf(
    {
      check: () =>
        wall(async () => {
          const run = await program.run(["check", join(home, "DAY"), "--json"]);
          expect(run.lineOf("result")).toMatchObject({ counts: { found: FILES } });
        }),
      loop: () =>
        wall(async () => {
          for (const name of await readdir(card)) {
            const args = ["-v", "error", "-of", "json", "-show_streams", "-show_format", join(card, name)];
            await execa(ffprobe, args, { stdin: "ignore" });
          }
        }),
    },
    ROUNDS,
  );
  const { check = 0, loop = 1 } = least;
  process.stdout.write(
    [
      `${FILES} files of two seconds, wall seconds (least of ${ROUNDS}):`,
      `  odailies check (boxes, ffprobe, both ends decoded, 40 rules)  ${check.toFixed(1)}`,
      `  one ffprobe after the other, nothing else                     ${loop.toFixed(1)}`,
      `  ratio                                                         ${(check / loop).toFixed(2)}`,
      "",
    ].join("\n"),
  );
});
