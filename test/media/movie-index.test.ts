import { open, readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isIsoBaseMedia, readTopLevelBoxes } from "../../src/media/boxes.ts";
import type { ByteSource } from "../../src/media/byte-source.ts";
import { readMovieIndex } from "../../src/media/movie-index.ts";
import { timingOf } from "../../src/media/packet-facts.ts";
import { H264, makeSource } from "../support/media-sources.ts";
import { tempFolder } from "../support/temp-folder.ts";

function sourceOf(bytes: Buffer, sizeBytes = bytes.length): ByteSource {
  return {
    sizeBytes,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

function box(type: string, body: Buffer | number, form: "short" | "long" | "to the end" = "short"): Buffer {
  const content = typeof body === "number" ? Buffer.alloc(body) : body;
  const header = Buffer.alloc(form === "long" ? 16 : 8);
  header.write(type, 4, "latin1");
  if (form === "long") {
    header.writeUInt32BE(1, 0);
    header.writeBigUInt64BE(BigInt(16 + content.length), 8);
  } else {
    header.writeUInt32BE(form === "to the end" ? 0 : 8 + content.length, 0);
  }
  return Buffer.concat([header, content]);
}

describe("top-level boxes", () => {
  test("with sizes of 32 and 64 bits and to the end of the file", async () => {
    const bytes = Buffer.concat([box("ftyp", 8), box("mdat", 100, "long"), box("free", 4, "to the end")]);
    expect(await readTopLevelBoxes(sourceOf(bytes))).toEqual([
      { type: "ftyp", offset: 0, sizeBytes: 16, headerBytes: 8 },
      { type: "mdat", offset: 16, sizeBytes: 116, headerBytes: 16 },
      { type: "free", offset: 132, sizeBytes: 12, headerBytes: 8 },
    ]);
  });

  test("of a file of 200 GB are read without reading it", async () => {
    const sizeBytes = 200_000_000_000;
    const head = Buffer.concat([box("ftyp", 8), box("mdat", 0, "long")]);
    head.writeBigUInt64BE(BigInt(sizeBytes - 16 - 8), 24);
    let bytesRead = 0;
    const boxes = await readTopLevelBoxes({
      sizeBytes,
      read: (offset, length) => {
        bytesRead += length;
        const isTail = offset === sizeBytes - 8;
        return Promise.resolve(isTail ? box("free", 0) : head.subarray(offset, offset + length));
      },
    });
    expect(boxes.map(({ type }) => type)).toEqual(["ftyp", "mdat", "free"]);
    expect(bytesRead).toBeLessThan(100);
  });

  test("that go round in a circle or claim too little end the walk", async () => {
    const broken = Buffer.concat([box("ftyp", 8), Buffer.from([0, 0, 0, 4]), Buffer.from("moov")]);
    expect(await readTopLevelBoxes(sourceOf(broken))).toHaveLength(1);
  });

  test.each([
    ["ftyp", true],
    ["mdat", true],
    ["wide", true],
    ["#EXT", false],
    ["RIFF", false],
    ["RED1", false],
  ])("a first box %s makes a file ISO media: %s", (type, expected) => {
    expect(isIsoBaseMedia(box(type, 8))).toBe(expected);
  });
});

describe("the index of a movie", () => {
  test("never throws, whatever is done to the bytes", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mp4",
      codec: [...H264, "-bf", "2"],
      pixelFormat: "yuv420p",
      timecode: "01:00:00:00",
      sound: ["sine"],
      soundCodec: ["-c:a", "aac"],
    });
    const original = await readFile(path);
    const start = original.indexOf("moov") - 4;
    const change = fc.record({
      at: fc.integer({ min: start, max: original.length - 1 }),
      value: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 30 }), async (changes) => {
        const bytes = Buffer.from(original);
        for (const { at, value } of changes) bytes[at] = value;
        await expect(readMovieIndex(sourceOf(bytes))).resolves.toBeDefined();
      }),
      { numRuns: 200 },
    );
  });

  test("counts on its samples, not on what a box claims", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mov",
      options: ["-movflags", "+faststart"],
    });
    const bytes = await readFile(path);
    const mdat = bytes.lastIndexOf("mdat") - 4;
    const { missingBytes } = await readMovieIndex(sourceOf(bytes));
    expect(missingBytes).toBe(0);

    const boastful = Buffer.from(bytes);
    boastful.writeUInt32BE(bytes.readUInt32BE(mdat) + 5_000, mdat);
    expect((await readMovieIndex(sourceOf(boastful))).missingBytes).toBe(0);

    const modest = Buffer.from(bytes.subarray(0, -5_000));
    modest.writeUInt32BE(bytes.readUInt32BE(mdat) - 5_000, mdat);
    expect((await readMovieIndex(sourceOf(modest))).missingBytes).toBe(5_000);
  });

  test.each([
    [
      "empty boxes without end",
      box("moov", Buffer.concat(Array.from({ length: 2_000 }, () => box("free", 0)))),
      "1000 parts",
    ],
    [
      "tracks without end",
      box("moov", Buffer.concat(Array.from({ length: 300 }, () => box("trak", 0)))),
      "300 tracks",
    ],
  ])("of %s is not read to its end", async (_, moov, said) => {
    const index = await readMovieIndex(sourceOf(Buffer.concat([box("ftyp", 8), moov])));
    expect(index).toMatchObject({ hasMoov: true, tracks: [], excess: expect.stringContaining(said) });
  });

  test("that claims to be larger than any is not read at all", async () => {
    const head = Buffer.concat([box("ftyp", 8), box("moov", 0)]);
    head.writeUInt32BE(250_000_000, 16);
    let bytesRead = 0;
    const index = await readMovieIndex({
      sizeBytes: 250_000_016,
      read: (offset, length) => {
        bytesRead += length;
        return Promise.resolve(head.subarray(offset, offset + length));
      },
    });
    expect(index.excess).toContain("238 MiB");
    expect(bytesRead).toBeLessThan(100);
  });

  test("keeps to the frames of one day, however many tracks claim that many each", async () => {
    const full = (type: string, ...values: readonly number[]) => {
      const body = Buffer.alloc(4 + values.length * 4);
      values.forEach((value, at) => body.writeUInt32BE(value, 4 + at * 4));
      return box(type, body);
    };
    const claimed = 8_000_000;
    const tables = [full("stsz", 1, claimed), full("stts", 1, claimed, 1), full("stsc"), full("stco")];
    const handler = Buffer.alloc(24);
    handler.write("vide", 8, "latin1");
    const media = [
      full("mdhd", 0, 0, 25, 0, 0),
      box("hdlr", handler),
      box("minf", box("stbl", Buffer.concat(tables))),
    ];
    const track = box("trak", Buffer.concat([box("tkhd", 84), box("mdia", Buffer.concat(media))]));
    const moov = box("moov", Buffer.concat(Array.from({ length: 20 }, () => track)));
    const { tracks, excess } = await readMovieIndex(sourceOf(Buffer.concat([box("ftyp", 8), moov])));
    expect(excess).toBeUndefined();
    expect(tracks.map(({ picture }) => picture?.frameCount).slice(0, 3)).toEqual([8_000_000, 3_000_000, 0]);
  });

  test("is read from a file that is cut anywhere", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mp4",
      codec: H264,
      pixelFormat: "yuv420p",
      options: ["-movflags", "+faststart"],
    });
    const file = await open(path);
    const bytes = await file.readFile();
    await file.close();
    for (let length = 16; length < bytes.length; length += 97) {
      const index = await readMovieIndex(sourceOf(bytes.subarray(0, length)));
      expect(index.missingBytes > 0 || !index.hasMoov).toBe(true);
    }
    expect((await readMovieIndex(sourceOf(bytes))).missingBytes).toBe(0);
  });
});

describe("the timing that packets tell", () => {
  const line = (time: number, flags = "__") => `pts_time=${time.toFixed(6)}|dts_time=N/A|flags=${flags}`;

  test("in coding order, with keyframes at the start and in the middle", () => {
    const lines = [line(0, "K_"), line(0.12), line(0.04), line(0.08), line(0.16, "K__"), line(0.2)];
    expect(timingOf(lines.join("\n"))).toEqual({
      frameCount: 6,
      durationSeconds: expect.closeTo(0.24, 6),
      isConstantRate: true,
      frameSeconds: { step: expect.closeTo(0.04, 6), slack: expect.any(Number) },
      maxKeyframeDistanceSeconds: expect.closeTo(0.16, 6),
      startsWithKeyframe: true,
      hidesPictures: false,
      isOpen: false,
    });
  });

  test("of pictures that are hidden in front and behind", () => {
    const lines = [line(-0.08, "KD"), line(-0.04, "_D"), line(0), line(0.04), line(0.08, "KD")];
    expect(timingOf(lines.join("\n"))).toMatchObject({
      frameCount: 2,
      durationSeconds: expect.closeTo(0.08, 6),
      startsWithKeyframe: true,
      hidesPictures: true,
    });
  });

  test("of fields, of which only the first has a time, and of pictures coded whole among them", () => {
    const untimed = "pts_time=N/A|dts_time=9.000000|flags=__";
    const lines = [line(1, "K_"), untimed, line(1.04), line(1.08), untimed, line(1.12), line(1.14)];
    expect(timingOf(lines.join("\n"), 0.04)).toMatchObject({ frameCount: 4, isConstantRate: true });
  });

  test("of a recording that begins between keyframes: how many are shown the decoder alone knows", () => {
    const lines = [line(0), line(0.04), line(0.16, "K_"), line(0.08), line(0.12), line(0.2)];
    expect(timingOf(lines.join("\n"))).toMatchObject({
      frameCount: undefined,
      isConstantRate: true,
      startsWithKeyframe: false,
    });
  });

  test("of two recordings joined byte by byte, the second of which counts anew", () => {
    const both = (time: number, flags = "__") => `pts_time=${time + 0.04}|dts_time=${time}|flags=${flags}`;
    const one = [both(1.4, "K_"), both(1.44), both(1.48), both(1.52)];
    expect(timingOf([...one, ...one].join("\n"))).toMatchObject({
      frameCount: 8,
      durationSeconds: expect.closeTo(0.32, 6),
      isConstantRate: true,
    });
  });

  test("uneven and without a keyframe in front", () => {
    expect(timingOf([line(0), line(0.04, "K_"), line(0.4), line(0.44)].join("\n"))).toMatchObject({
      isConstantRate: false,
      startsWithKeyframe: false,
    });
  });

  test("none", () => {
    expect(timingOf("")).toMatchObject({ frameCount: 0, isConstantRate: undefined });
  });
});
