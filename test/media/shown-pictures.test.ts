// How many pictures a file shows is the decoder's to say: of edits, of fields, of containers without an index.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { compareMedia } from "../../src/media/compare-media.ts";
import { keepTimesArguments } from "../../src/media/output-arguments.ts";
import { remux } from "../../src/media/remux.ts";
import type { MediaTools } from "../../src/media/find-media-tools.ts";
import { isRemuxable } from "../../src/spec/remux-fit.ts";
import { makeFieldCoded } from "../support/media-fields.ts";
import { probeFacts, type PictureFacts } from "../support/media-probe.ts";
import { makeProxy } from "../support/media-render.ts";
import { testShape } from "../support/media-shape.ts";
import { H264, makeSource, runFfmpeg } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function makeWhole(): Promise<{ readonly folder: string; readonly whole: string }> {
  const folder = await tempFolder();
  const whole = await makeSource(folder, {
    name: "whole.mp4",
    size: "64x64",
    frames: 50,
    pixelFormat: "yuv420p",
    codec: [...H264, "-preset", "veryfast", "-bf", "2", "-g", "12"],
    sound: ["sine"],
    soundCodec: ["-c:a", "aac"],
  });
  return { folder, whole };
}

/** Pictures that come out of this ffmpeg's decoder. */
async function countDecoded({ ffmpeg }: MediaTools, path: string): Promise<number> {
  const { stdout } = await execa(ffmpeg.path, [
    ...[
      "-v",
      "error",
      "-nostdin",
      "-i",
      path,
      "-map",
      "0:v",
      ...keepTimesArguments(ffmpeg.capabilities),
      "-f",
      "framecrc",
      "-",
    ],
  ]);
  return stdout.split("\n").filter((line) => line.startsWith("0,")).length;
}

/** Whatever is to be done with a file, what is made of it plays as the file did. */
async function expectSameMade(tools: MediaTools, source: string, facts: PictureFacts): Promise<void> {
  const isEven = facts.video.isConstantRate === true;
  const action = isEven && isRemuxable(facts) ? "remux" : "encode";
  const target = join(await tempFolder(), "made.mp4");
  if (action === "remux") await remux(tools, { source, facts, target });
  else await makeProxy(tools, { source, facts, target, shape: testShape });
  const made = await probeFacts(tools, target);
  expect(compareMedia(facts, made, action)).toEqual([]);
  expect(await countDecoded(tools, target)).toBe(made.video.frameCount);
}

/** Entries of the picture's edit list: length in ms (the movie's clock), start in 1/12800 s from the first picture. */
type Edits = readonly (readonly [lengthMs: number, start: number])[];

/** Writes another edit list into the first track; the boxes above it grow, and those behind are the sound's. */
async function makeEdited(edits: Edits): Promise<string> {
  const { folder, whole } = await makeWhole();
  const bytes = await readFile(whole);
  const [elst, edts] = [bytes.indexOf("elst") - 4, bytes.indexOf("edts") - 4];
  const first = bytes.readInt32BE(elst + 20);
  const list = Buffer.alloc(16 + edits.length * 12);
  list.writeUInt32BE(list.length, 0);
  list.write("elst", 4, "latin1");
  list.writeUInt32BE(edits.length, 12);
  for (const [index, [lengthMs, start]] of edits.entries()) {
    list.writeUInt32BE(lengthMs, 16 + index * 12);
    list.writeInt32BE(start < 0 ? -1 : first + start, 20 + index * 12);
    list.writeUInt32BE(0x10000, 24 + index * 12);
  }
  const growth = list.length - bytes.readUInt32BE(elst);
  for (const at of [bytes.indexOf("moov") - 4, bytes.indexOf("trak") - 4, edts]) {
    bytes.writeUInt32BE(bytes.readUInt32BE(at) + growth, at);
  }
  const path = join(folder, "edited.mp4");
  await writeFile(
    path,
    Buffer.concat([bytes.subarray(0, elst), list, bytes.subarray(elst + bytes.readUInt32BE(elst))]),
  );
  return path;
}

const FRAME = 512;

const EDITS: readonly [what: string, edits: Edits][] = [
  ["all of it", [[2000, 0]]],
  [
    "delayed",
    [
      [400, -1],
      [2000, 0],
    ],
  ],
  ["trimmed at its end", [[1500, 0]]],
  ["trimmed at its end within a picture", [[1510, 0]]],
  ["trimmed at both ends", [[1000, 13 * FRAME]]],
  [
    "without its middle",
    [
      [500, 0],
      [500, 25 * FRAME],
    ],
  ],
  [
    "in another order",
    [
      [500, 25 * FRAME],
      [500, 0],
    ],
  ],
  [
    "twice",
    [
      [500, 0],
      [500, 0],
    ],
  ],
];

const CUTS: readonly [
  what: string,
  before: readonly string[],
  after: readonly string[],
  extension: string,
][] = [
  ["from between two keyframes", ["-ss", "0.7"], [], "mp4"],
  ["from between two pictures", ["-ss", "0.73"], [], "mov"],
  ["a piece of the middle", ["-ss", "0.5", "-t", "0.93"], [], "mp4"],
  ["its beginning", [], ["-frames:v", "36"], "mov"],
  ["from a keyframe on", [], ["-ss", "0.6"], "mp4"],
  ["at a time of zero", ["-ss", "0.7"], ["-avoid_negative_ts", "make_zero"], "mov"],
  ["without an edit list", ["-ss", "0.7"], ["-use_editlist", "0"], "mp4"],
];

describe.each(toolsets)("seen by the $name ffmpeg", ({ name, tools }) => {
  test.each(inTurn(name, EDITS))("a film shown %s", async (_, edits) => {
    const path = await makeEdited(edits);
    const facts = await probeFacts(tools, path);
    expect(facts.video.frameCount).toBe(await countDecoded(tools, path));
    await expectSameMade(tools, path, facts);
  });

  test.each(inTurn(name, CUTS))("a cut without a new encode: %s", async (_, before, after, extension) => {
    const { folder, whole } = await makeWhole();
    const path = join(folder, `cut.${extension}`);
    await runFfmpeg([...before, "-i", whole, ...after, "-c", "copy", path]);
    const facts = await probeFacts(tools, path);
    expect(facts.video.frameCount).toBe(await countDecoded(tools, path));
    await expectSameMade(tools, path, facts);
  });

  test.each(inTurn(name, ["mkv", "mts", "mov", "mp4"]))(
    "fields coded one by one in a .%s",
    async (extension) => {
      const path = await makeFieldCoded(await tempFolder(), `clip.${extension}`, 30);
      const facts = await probeFacts(tools, path);
      const rate = { num: 25, den: 1 };
      expect(facts.video).toMatchObject({
        ...{
          frameCount: 30,
          frameRate: rate,
          averageFrameRate: rate,
          isConstantRate: true,
          fieldOrder: "tt",
        },
      });
      expect(isRemuxable(facts)).toBe(false);
      await expectSameMade(tools, path, facts);
    },
  );

  test.each(inTurn(name, ["mkv", "webm", "mts", "flv"]))(
    "a .%s whose sound is longer than its picture",
    async (extension) => {
      const path = join(await tempFolder(), `clip.${extension}`);
      const isWebm = extension === "webm";
      await runFfmpeg([
        ...["-f", "lavfi", "-i", "testsrc2=s=64x64:r=30000/1001:d=1", "-f", "lavfi", "-i", "sine=d=1.4"],
        ...(isWebm
          ? ["-c:v", "libvpx", "-c:a", "libvorbis"]
          : ["-c:v", "libx264", "-c:a", "aac", "-ar", "44100"]),
        ...["-pix_fmt", "yuv420p", path],
      ]);
      const facts = await probeFacts(tools, path);
      expect(facts.video).toMatchObject({
        ...{ frameCount: 30, frameRate: { num: 30_000, den: 1001 }, isConstantRate: true },
      });
      await expectSameMade(tools, path, facts);
    },
  );

  test("a film that is all there hides nothing", async () => {
    const { whole } = await makeWhole();
    const { video } = await probeFacts(tools, whole);
    expect(video).toMatchObject({ frameCount: 50, hidesPictures: false, isFieldCoded: false });
  });
});
