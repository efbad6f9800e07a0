import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLIP, md5 } from "../../support/watch-clips.ts";
import { pauseMs, startWatch, until, type WatchTest } from "../../support/watch-session.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Way, WAYS } from "./ways-to-write.ts";

const SETTLE_MS = 800;
/** So many are on their way at a time, as on a busy day. */
const EVERY_MS = 900;

interface Told {
  readonly arrived: string;
  readonly tooEarly: boolean;
  readonly ends: readonly string[];
}

async function follow(way: Way, number: number, watch: WatchTest, home: string) {
  const clip = `W${String(number).padStart(3, "0")}`;
  const file = way.file?.(clip) ?? `${clip}.mp4`;
  const key = `_graded/${(file.split("/").at(-1) ?? "").normalize("NFC")}`;
  const name = key.slice("_graded/".length, -".mp4".length);
  const folder = join(watch.folder, clip);
  const staging = join(home, "staging", clip);
  await mkdir(staging, { recursive: true });
  const place = {
    folder,
    staging,
    path: join(folder, file),
    isUp: () => watch.outcomes(name).some(({ status }) => status === "done"),
  };
  await way.write(place);
  const wholeMs = performance.now();
  await way.afterwards?.(place);
  if (way.sent !== "nothing") await until(() => watch.outcomes(name).length > 0);
  return { way, key, name, wholeMs };
}

test("a clip is taken once, whole, however it is written", { timeout: 240_000 }, async () => {
  const home = await tempFolder();
  const folder = join(home, "hot");
  await mkdir(folder);
  const watch = await startWatch(folder, { timing: { settleMs: SETTLE_MS, rescanMs: 20_000 } });
  await until(() => watch.said.some(({ type }) => type === "watching"));

  const followed = await Promise.all(
    WAYS.map(async (way, number) => {
      await pauseMs(number * EVERY_MS);
      return follow(way, number, watch, home);
    }),
  );
  // Whatever is still to come, e.g. a second take of the same file, comes now.
  await pauseMs(3 * SETTLE_MS);
  await watch.stop();

  const told: Record<string, Told> = {};
  const expected: Record<string, Told> = {};
  for (const { way, key, name, wholeMs } of followed) {
    const { sent = CLIP } = way;
    const there = watch.server.files.get(key);
    const isRight = sent === "remuxed" ? there !== undefined : sent !== "nothing" && there?.md5 === md5(sent);
    const times = watch.sentTimes(key);
    const ends = [...new Set(watch.outcomes(name).map(({ status }) => status))];
    const tooEarly = (watch.uploadStartedMs(key) ?? Infinity) < wholeMs;
    told[way.name] = { arrived: `${times} times, ${isRight ? "whole" : "not whole"}`, tooEarly, ends };
    expected[way.name] =
      sent === "nothing"
        ? { arrived: "0 times, not whole", tooEarly: false, ends: [] }
        : { arrived: "1 times, whole", tooEarly: false, ends: way.afterwards ? ends : ["done"] };
  }
  expect(told).toEqual(expected);

  const latencies = followed
    .map(({ key, wholeMs }) => (watch.uploadStartedMs(key) ?? Number.NaN) - wholeMs)
    .filter((ms) => !Number.isNaN(ms))
    .toSorted((a, b) => a - b);
  const secondsAt = (share: number) =>
    ((latencies[Math.floor(share * (latencies.length - 1))] ?? 0) / 1000).toFixed(1);
  console.info(
    `${WAYS.length} ways: 0 taken early, 0 missed; from whole to upload, settling ${SETTLE_MS / 1000} s: ` +
      `median ${secondsAt(0.5)} s, nine of ten ${secondsAt(0.9)} s, longest ${secondsAt(1)} s`,
  );
});
