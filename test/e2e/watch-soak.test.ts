import { createHash } from "node:crypto";
import { readFile, rename, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { findMediaTools } from "../../src/media/find-media-tools.ts";
import { never, testClient } from "../support/net-client.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { pauseMs, until } from "../support/watch-session.ts";

/** `ODAILIES_SOAK=full`: a long night. */
const IS_FULL = process.env["ODAILIES_SOAK"] === "full";
const { CLIPS, KILLS, ROLL } = IS_FULL
  ? { CLIPS: 2000, KILLS: 10, ROLL: 50 }
  : { CLIPS: 30, KILLS: 3, ROLL: 5 };
/** Of the clips dropped since the last kill: when memory is measured for the first time. */
const WARM = IS_FULL ? 200 : 5;
const TIDY_MS = IS_FULL ? 15_000 : 500;
const UPLOADS_AT_ONCE = 3;

/** A second of picture and sound that meets the spec. */
async function makeClip(folder: string): Promise<Buffer> {
  const { ffmpeg } = await findMediaTools({});
  const path = join(folder, "clip.mp4");
  const picture = "testsrc2=size=640x360:rate=25:duration=1";
  const bits = ["-b:v", "400k", "-maxrate", "400k", "-bufsize", "400k", "-g", "25", "-sc_threshold", "0"];
  const tags = ["primaries", "trc"].flatMap((each) => [`-color_${each}`, "bt709"]);
  await execa(ffmpeg.path, [
    ...["-v", "error", "-f", "lavfi", "-i", picture],
    ...["-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=48000:duration=1"],
    ...["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-c:v", "libx264"],
    ...[
      "-profile:v",
      "high",
      "-level:v",
      "3.1",
      ...bits,
      ...tags,
      "-colorspace",
      "bt709",
      "-color_range",
      "tv",
    ],
    ...[
      "-c:a",
      "aac",
      "-b:a",
      "128k",
      "-ac",
      "2",
      "-timecode",
      "10:00:00:00",
      "-movflags",
      "+faststart",
      path,
    ],
  ]);
  return readFile(path);
}

async function askHealth(url: string): Promise<{ readonly working: string | null }> {
  const { text } = await testClient().send({ method: "GET", url, signal: never });
  return JSON.parse(text) as { working: string | null };
}

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

test(`${CLIPS} clips and ${KILLS} kills`, { timeout: IS_FULL ? 3 * 3_600_000 : 150_000 }, async () => {
  const [home, server] = [await tempFolder(), await startOdailiesServer()];
  const folder = join(home, "hot");
  await mkdir(folder);
  const clip = await makeClip(home);
  const random = randomFrom(7);
  const program = programIn(home);
  const args = ["watch", folder, "--json", "--settle", "0.4", "--thumbnail", "none", "--health", "0"];
  const over = new AbortController();
  let running: ReturnType<typeof program.start> | undefined;
  let health = "";
  const watch = (async () => {
    while (!over.signal.aborted) {
      const to = ["--api", server.api, "--project", server.project];
      running = program.start([...args, ...to], { ODAILIES_TOKEN: server.token });
      for await (const text of running.iterable()) {
        health = /Health is at (http:[^"]+\d)/.exec(text)?.[1] ?? health;
      }
      await running;
    }
  })();
  /** What the process keeps: its resident memory when all is up and it has had time to tidy, the median of five looks. */
  const memoryBytes = async () => {
    await until(async () => (await askHealth(health)).working === null);
    await pauseMs(TIDY_MS);
    const looks: number[] = [];
    for (let look = 0; look < 5; look += 1) {
      const status = await readFile(`/proc/${running?.pid}/status`, "utf8");
      looks.push(1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]));
      await pauseMs(200);
    }
    return looks.toSorted((a, b) => a - b)[2] ?? Number.NaN;
  };
  // The second half belongs to one process, so that its memory can be compared with itself.
  const killAt = new Set(
    Array.from({ length: KILLS }, (_, kill) => Math.floor(((kill + 0.5) * CLIPS) / 2 / KILLS)),
  );
  const nameOf = (number: number) =>
    `A${String(Math.floor(number / ROLL)).padStart(3, "0")}C${String(number % ROLL).padStart(3, "0")}_261120_R1AA`;
  const isUp = (number: number) => server.files.has(`_graded/${nameOf(number)}.mp4`);
  let warmBytes = 0;
  for (let number = 0; number < CLIPS; number += 1) {
    const card = join(folder, nameOf(number).slice(0, 4));
    await mkdir(card, { recursive: true });
    const path = join(card, `${nameOf(number)}.mp4`);
    if (random() < 0.5) await writeFile(path, clip);
    else {
      await writeFile(`${path}.part`, clip);
      await rename(`${path}.part`, path);
    }
    await pauseMs(random() * 2 * (IS_FULL ? 400 : 150));
    if (killAt.has(number)) running?.kill("SIGKILL");
    if (number === CLIPS / 2 + WARM) {
      await until(() => isUp(number));
      warmBytes = await memoryBytes();
    }
  }
  await until(() => server.files.size === CLIPS);
  const endBytes = await memoryBytes();
  over.abort();
  running?.kill("SIGTERM");
  await watch;

  const md5 = createHash("md5").update(clip).digest("hex");
  for (const [key, file] of server.files) expect(file, key).toEqual({ bytes: clip.length, md5 });
  // What a kill cuts off between the last byte and the ledger is sent once more, under the same name.
  expect(server.storageRequests.length).toBeLessThanOrEqual(CLIPS + KILLS * UPLOADS_AT_ONCE);
  const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  const again = server.storageRequests.length - CLIPS;
  console.info(
    `${CLIPS} clips up, ${KILLS} kills, ${again} uploads begun once more after one; resident in the process since the ` +
      `last kill: ${mebibytes(warmBytes)} MiB after ${WARM} clips, ${mebibytes(endBytes)} MiB at the end`,
  );
  if (IS_FULL) expect(endBytes / warmBytes).toBeLessThanOrEqual(1.2);
});
