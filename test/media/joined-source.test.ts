import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareMedia } from "../../src/media/compare-media.ts";
import { makeStill } from "../../src/media/make-still.ts";
import { mergeFacts } from "../../src/media/merge-facts.ts";
import { remux } from "../../src/media/remux.ts";
import { describeList } from "../../src/media/with-source.ts";
import {
  allFrameNumbers,
  BEEP_SECONDS,
  makeParts,
  readFrameNumbers,
  SYNC_SECONDS,
} from "../support/media-parts.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readBeep } from "../support/media-readings.ts";
import { makeProxy } from "../support/media-render.ts";
import { sharedFolder } from "../support/media-shared-folder.ts";
import { testShape } from "../support/media-shape.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAMES = ["it's a 'first' part.mp4", "100% : second.mp4", "-third.mp4"];
const FRAMES = [27, 27, 28];
const JOINED = { num: 30_000, den: 1001, timecode: "01:00:59;20" };

const sources = sharedFolder();
const { num, den, timecode } = JOINED;
const lastJoinSeconds = ((27 + 27) * den) / num;

test("a name is quoted for the list, and lengths leave no gap", () => {
  const third = 1001 / 30_000 / 3;
  const list = describeList([
    { path: "/a/it's 'b' \\ %d.mp4", seconds: third },
    { path: "/c.mp4", seconds: third },
    { path: "/d.mp4", seconds: third },
  ]);
  expect(list.split("\n")).toContain(String.raw`file 'file:/a/it'\''s '\''b'\'' \ %d.mp4'`);
  const durations = [...list.matchAll(/^duration (.*)$/gm)].map(([, seconds]) => Number(seconds));
  expect(durations.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(3 * third, 6);
});

describe.each(toolsets)("several files as one input of the $name ffmpeg", ({ name, tools }) => {
  async function joined() {
    const first = await sources.once("parts", async (folder) => {
      const recipe = { names: NAMES, frames: FRAMES, rate: `${num}/${den}`, timecode };
      const [path = ""] = await makeParts(folder, recipe);
      return path;
    });
    const paths = NAMES.map((name) => join(dirname(first), name));
    const parts = await Promise.all(
      paths.map(async (path) => ({ path, facts: await probeFacts(tools, path) })),
    );
    const folder = await tempFolder();
    return { source: first, facts: mergeFacts(parts), folder };
  }

  test.each(inTurn(name, ["remux", "encode"] as const))(
    "%s: every frame once, sound in its place",
    async (action) => {
      const { source, facts, folder } = await joined();
      const target = join(folder, "made.mp4");
      if (action === "remux") await remux(tools, { source, facts, target });
      else await makeProxy(tools, { source, facts, target, shape: testShape });
      const made = await probeFacts(tools, target);
      expect(compareMedia(facts, made, action)).toEqual([]);
      expect(made).toMatchObject({ timecode, video: { frameCount: 82, isConstantRate: true } });
      expect(await readFrameNumbers(target)).toEqual(allFrameNumbers(82));
      const start = Math.max(0, made.video.startSeconds!);
      const beep = (await readBeep(target)) - start - lastJoinSeconds;
      expect(Math.abs(beep - BEEP_SECONDS)).toBeLessThan(SYNC_SECONDS);
      expect((await readdir(folder)).filter((name) => name.endsWith("concat"))).toEqual([]);
    },
  );

  test("a still is taken from the file that it lies in", async () => {
    const { source, facts, folder } = await joined();
    const target = join(folder, "still.jpg");
    await makeStill(tools, { source, facts, at: { seconds: lastJoinSeconds + 0.2 }, target, maxWidth: 320 });
    const [shown] = await readFrameNumbers(target);
    expect(Math.abs(shown! - ((54 + 6) % 40))).toBeLessThanOrEqual(1);
  });

  test("sound that is longer than its picture leaves no hole between the pictures", async () => {
    const names = ["a.mp4", "b.mp4"];
    const first = await sources.once("long", async (at) => {
      const recipe = { names, frames: [12, 14], timecode: "10:00:00:00", moreSoundSeconds: 0.15 };
      return (await makeParts(at, recipe))[0]!;
    });
    const paths = names.map((name) => join(dirname(first), name));
    const parts = await Promise.all(
      paths.map(async (path) => ({ path, facts: await probeFacts(tools, path) })),
    );
    const facts = mergeFacts(parts);
    const target = join(await tempFolder(), "made.mp4");
    await remux(tools, { source: first, facts, target });
    const made = await probeFacts(tools, target);
    expect(made.video).toMatchObject({ frameCount: 26, isConstantRate: true });
    expect(compareMedia(facts, made, "remux")).toEqual([]);
  });

  test("files of MXF, whose frames nobody has counted, lose none either", async () => {
    const folder = await tempFolder();
    const first = await sources.once("mxf", async (at) => {
      const names = ["AA000101.MXF", "AA000102.MXF"];
      const codec = ["-c:v", "mpeg2video", "-b:v", "8M", "-g", "12", "-bf", "2"];
      const recipe = {
        names,
        frames: [27, 28],
        timecode: "10:00:00:00",
        codec,
        soundCodec: ["-c:a", "pcm_s16le"],
      };
      return (await makeParts(at, recipe))[0]!;
    });
    const paths = [first, first.replace("AA000101", "AA000102")];
    const parts = await Promise.all(
      paths.map(async (path) => ({ path, facts: await probeFacts(tools, path) })),
    );
    const facts = mergeFacts(parts);
    const target = join(folder, "made.mp4");
    await makeProxy(tools, { source: first, facts, target, shape: testShape });
    expect(compareMedia(facts, await probeFacts(tools, target), "encode")).toEqual([]);
    expect(await readFrameNumbers(target)).toEqual(allFrameNumbers(55));
  });
});
