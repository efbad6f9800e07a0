import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  open,
  readFile,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { probeFile } from "../../src/media/probe-file.ts";
import { factsToMetadata } from "../../src/metadata/clip-facts.ts";
import { probeFacts } from "../support/media-probe.ts";
import {
  H264,
  TAGGED_BT709,
  keepTimes,
  makeSource,
  patchBox,
  runFfmpeg,
  turnTrack,
} from "../support/media-sources.ts";
import { anyTools, inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const PLAIN = { codec: H264, pixelFormat: "yuv420p" } as const;
const FAST_START = { ...PLAIN, options: ["-movflags", "+faststart+write_colr"] } as const;

async function problemOf(path: string) {
  const result = await probeFile(anyTools(), path, { decodeEnds: true });
  return "problem" in result ? result.problem : undefined;
}

describe.each(toolsets)("facts that the $name ffprobe gives", ({ name, tools }) => {
  test("of a delivery file", async () => {
    const path = await makeSource(await tempFolder(), {
      ...FAST_START,
      name: "clip.mp4",
      rate: "30000/1001",
      frames: 90,
      timecode: "01:00:59;28",
      codec: [...H264, "-g", "30", "-level", "4.1", "-bf", "2"],
      sound: ["sine=frequency=440"],
      soundCodec: ["-c:a", "aac", "-ac", "2"],
    });
    const facts = await probeFacts(tools, path);
    expect(facts).toMatchObject({
      sizeBytes: (await stat(path)).size,
      timecode: "01:00:59;28",
      recordedDate: undefined,
      cameraModel: undefined,
      complaints: [],
      decodeErrors: undefined,
      videoStreamCount: 1,
      container: { moovBeforeMdat: true, isFragmented: false, majorBrand: "isom" },
      video: {
        codec: "h264",
        codecTag: "avc1",
        profile: "Main",
        level: 41,
        pixelFormat: "yuv420p",
        width: 320,
        height: 180,
        displayWidth: 320,
        displayHeight: 180,
        rotation: 0,
        frameRate: { num: 30000, den: 1001 },
        frameCount: 90,
        isConstantRate: true,
        startsWithKeyframe: true,
        colorMatrix: "bt709",
        colorTransfer: "bt709",
        colorPrimaries: "bt709",
        isDolbyVision: false,
        isEncrypted: false,
      },
      audio: [{ codec: "aac", profile: "LC", channels: 2, sampleRate: 48_000 }],
    });
    expect(facts.video.maxKeyframeDistanceSeconds).toBeCloseTo(1.001, 3);
    expect(facts.video.durationSeconds).toBeCloseTo(3.003, 3);
  });

  test("of a ProRes whose frames hide the tags of the container", async () => {
    const path = await makeSource(await tempFolder(), { name: "clip.mov" });
    expect((await probeFacts(tools, path)).video).toMatchObject({
      codec: "prores",
      colorMatrix: "bt709",
      colorTransfer: "bt709",
      colorPrimaries: "bt709",
      startsWithKeyframe: true,
    });
  });

  test("of an MXF: an exact frame count without a sample table", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mxf",
      size: "1920x1080",
      frames: 7,
      codec: ["-c:v", "mpeg2video", "-qscale:v", "2"],
      pixelFormat: "yuv422p",
      timecode: "10:00:00:00",
    });
    expect(await probeFacts(tools, path)).toMatchObject({
      timecode: "10:00:00:00",
      container: { moovBeforeMdat: undefined, isFragmented: undefined },
      video: { frameCount: 7, frameRate: { num: 25, den: 1 } },
    });
  });

  test("of a fragmented file: from its packets, not from its header", async () => {
    const path = await makeSource(await tempFolder(), {
      ...PLAIN,
      name: "clip.mp4",
      frames: 60,
      codec: [...H264, "-g", "10"],
      options: ["-movflags", "+frag_keyframe+empty_moov"],
    });
    expect(await probeFacts(tools, path)).toMatchObject({
      container: { isFragmented: true },
      video: {
        frameCount: 60,
        isConstantRate: true,
        startsWithKeyframe: true,
        frameRate: { num: 25, den: 1 },
      },
    });
  });

  test("of a variable rate: even numbers in ffprobe do not hide it", async () => {
    const path = await makeSource(await tempFolder(), {
      ...PLAIN,
      name: "phone.mp4",
      frames: 40,
      filters: "select='not(between(mod(n,9),4,6))'",
      options: keepTimes(),
    });
    expect((await probeFacts(tools, path)).video).toMatchObject({ isConstantRate: false, frameCount: 28 });
  });

  test("of frames that an edit list hides", async () => {
    const folder = await tempFolder();
    const whole = await makeSource(folder, {
      ...PLAIN,
      name: "whole.mp4",
      frames: 50,
      codec: [...H264, "-g", "50"],
    });
    const cut = join(folder, "cut.mp4");
    await runFfmpeg(["-ss", "1", "-i", whole, "-c", "copy", cut]);
    const { video } = await probeFacts(tools, cut);
    expect(video.frameCount).toBe(25);
    expect(video.durationSeconds).toBeCloseTo(1, 3);
  });

  test("of frames behind the end of an edit list", async () => {
    const path = await makeSource(await tempFolder(), { ...PLAIN, name: "clip.mp4", frames: 50 });
    await patchBox(path, "elst", (body) => body.writeUInt32BE(body.readUInt32BE(8) / 2, 8));
    expect((await probeFacts(tools, path)).video.frameCount).toBe(25);
  });

  test.each(inTurn(name, [90, 180, 270] as const))("of a picture turned by %i degrees", async (degrees) => {
    const path = await makeSource(await tempFolder(), { ...PLAIN, name: "phone.mp4", frames: 2 });
    await turnTrack(path, degrees);
    const { video } = await probeFacts(tools, path);
    expect(video.rotation).toBe(degrees);
    expect([video.displayWidth, video.displayHeight]).toEqual(degrees === 180 ? [320, 180] : [180, 320]);
  });

  test("of a display matrix that is no rotation", async () => {
    const path = await makeSource(await tempFolder(), { ...PLAIN, name: "odd.mp4", frames: 2 });
    await patchBox(path, "tkhd", (body) => body.fill(0x7f, 40, 60));
    expect((await probeFacts(tools, path)).video.rotation).toBe(0);
  });

  test("of a small picture track that comes before the film", async () => {
    const folder = await tempFolder();
    const film = await makeSource(folder, { ...PLAIN, name: "film.mp4" });
    const path = join(folder, "clip.mp4");
    await runFfmpeg([
      ...["-f", "lavfi", "-i", "color=s=64x64:r=25:d=1", "-i", film, "-map", "0:v", "-map", "1:v"],
      ...["-c:v:0", "mpeg4", "-c:v:1", "copy", "-disposition:v:0", "0", "-disposition:v:1", "default", path],
    ]);
    const facts = await probeFacts(tools, path);
    expect(facts.video).toMatchObject({ streamIndex: 1, codec: "h264", width: 320, frameCount: 25 });
    expect(facts.videoStreamCount).toBe(2);
  });

  test.each(
    inTurn(name, [
      ["the still of a motion photo", "color=s=640x360:r=25:d=0.04", "default"],
      ["a still as long as the film", "color=s=640x360:r=1:d=1", "default"],
      ["a track of previews", "testsrc2=s=640x360:r=4:d=1", "default"],
    ]),
  )("of a film beside %s, which is larger and comes first", async (_, beside, flags) => {
    const folder = await tempFolder();
    const film = await makeSource(folder, { ...PLAIN, name: "film.mp4" });
    const path = join(folder, "clip.mp4");
    await runFfmpeg([
      ...["-f", "lavfi", "-i", beside, "-i", film, "-map", "0:v", "-map", "1:v", "-c:v:0", "mpeg4"],
      ...["-c:v:1", "copy", "-disposition:v:0", flags, "-disposition:v:1", "default", path],
    ]);
    expect((await probeFacts(tools, path)).video).toMatchObject({ width: 320, frameCount: 25 });
  });

  test("of a depth map: its handler says what it is", async () => {
    const folder = await tempFolder();
    const film = await makeSource(folder, { ...PLAIN, name: "film.mp4" });
    const path = join(folder, "clip.mp4");
    await runFfmpeg([
      ...["-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=1", "-i", film, "-map", "0:v", "-map", "1:v"],
      ...["-c:v:0", "mpeg4", "-c:v:1", "copy", path],
    ]);
    await patchBox(path, "hdlr", (body) => body.write("auxv", 8, "latin1"));
    const facts = await probeFacts(tools, path);
    expect(facts.video).toMatchObject({ width: 320, frameCount: 25 });
    expect(facts.videoStreamCount).toBe(1);
  });

  test("of a cover picture: it is no second film", async () => {
    const folder = await tempFolder();
    const film = await makeSource(folder, { ...PLAIN, name: "film.mp4" });
    const cover = join(folder, "cover.jpg");
    await runFfmpeg(["-f", "lavfi", "-i", "color=s=640x640", "-frames:v", "1", cover]);
    const path = join(folder, "clip.mp4");
    await runFfmpeg([
      ...["-i", film, "-i", cover, "-map", "0:v", "-map", "1:v", "-c", "copy"],
      ...["-disposition:v:1", "attached_pic", path],
    ]);
    const facts = await probeFacts(tools, path);
    expect(facts.video).toMatchObject({ codec: "h264", width: 320, frameCount: 25 });
    expect(facts.videoStreamCount).toBe(1);
  });

  test("of an original that a camera has signed", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mov",
      frames: 2,
      options: [
        ...["-movflags", "use_metadata_tags", "-metadata", "com.apple.quicktime.model=iPhone 15 Pro"],
        ...["-metadata", "com.apple.quicktime.creationdate=2024-04-26T23:58:45-0800"],
        ...["-metadata", "com.apple.quicktime.location.ISO6709=+52.5+013.4/"],
      ],
    });
    const facts = await probeFacts(tools, path);
    expect(facts).toMatchObject({ recordedDate: "2024-04-26T23:58:45-0800", cameraModel: "iPhone 15 Pro" });
    expect(factsToMetadata(facts, { camera: undefined, roll: undefined, date: undefined })).toMatchObject({
      date: "20240426",
    });
    expect(JSON.stringify(facts)).not.toContain("13.4");
  });

  test.each(inTurn(name, ["2024-04-26T10:00:00Z", "1970-01-01T00:00:00Z"]))(
    "of a render: its creation time %s is nobody's shooting day",
    async (time) => {
      const path = await makeSource(await tempFolder(), {
        name: "clip.mov",
        frames: 2,
        options: ["-metadata", `creation_time=${time}`],
      });
      expect((await probeFacts(tools, path)).recordedDate).toBeUndefined();
    },
  );

  test("of names of tracks", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mov",
      sound: ["sine", "sine"],
      options: ["-metadata:s:a:0", "title=Boom", "-metadata:s:a:1", "handler_name=Mix"],
    });
    expect((await probeFacts(tools, path)).audio.map(({ title }) => title)).toEqual(["Boom", "Mix"]);
  });

  test("of both ends that decode", async () => {
    const path = await makeSource(await tempFolder(), {
      ...PLAIN,
      name: "long.mp4",
      frames: 150,
      codec: [...H264, "-g", "60", "-bf", "2"],
    });
    const result = await probeFile(tools, path, { decodeEnds: true });
    expect("facts" in result && result.facts.decodeErrors).toEqual([]);
  });

  test.each(
    inTurn(name, [
      ["first", 0.2],
      ["last", 0.93],
    ]),
  )("of a damaged stretch near the %s second", async (_, share) => {
    const path = await makeSource(await tempFolder(), {
      ...FAST_START,
      name: "bad.mp4",
      frames: 150,
      filters: "noise=alls=30:allf=t",
    });
    const { size } = await stat(path);
    const file = await open(path, "r+");
    await file.write(Buffer.alloc(Math.round(size / 20), 0x55), 0, undefined, Math.round(size * share));
    await file.close();
    const result = await probeFile(tools, path, { decodeEnds: true });
    expect("facts" in result && result.facts.decodeErrors?.length).toBeGreaterThan(0);
  });
});

describe("files that cannot be used", () => {
  test("an empty one", async () => {
    const path = join(await tempFolder(), "A001.mp4");
    await writeFile(path, "");
    expect(await problemOf(path)).toMatchObject({ code: "empty" });
  });

  test("one that has gone", async () => {
    expect(await problemOf(join(await tempFolder(), "gone.mp4"))).toMatchObject({ code: "vanished" });
  });

  test("a folder with the name of a clip", async () => {
    const path = join(await tempFolder(), "A001.mp4");
    await mkdir(path);
    expect(await problemOf(path)).toMatchObject({ code: "unreadable" });
  });

  test.skipIf(process.getuid?.() === 0)("one that may not be read", async () => {
    const path = join(await tempFolder(), "A001.mp4");
    await writeFile(path, "x");
    await chmod(path, 0o000);
    expect(await problemOf(path)).toMatchObject({ code: "unreadable" });
  });

  test("text", async () => {
    const path = join(await tempFolder(), "A001.mp4");
    await writeFile(path, "this is not a film\n".repeat(100));
    expect(await problemOf(path)).toMatchObject({ code: "unreadable" });
  });

  test.each([
    ["with the index in front", FAST_START],
    ["with the index behind", PLAIN],
  ])("a copy cut short, %s", async (_, recipe) => {
    const path = await makeSource(await tempFolder(), { ...recipe, name: "cut.mp4" });
    await truncate(path, Math.round((await stat(path)).size * 0.7));
    expect(await problemOf(path)).toMatchObject({ code: "partial" });
  });

  test("a ProRes that lacks a single byte", async () => {
    const path = await makeSource(await tempFolder(), {
      name: "clip.mov",
      options: ["-movflags", "+faststart"],
    });
    await truncate(path, (await stat(path)).size - 1);
    expect(await problemOf(path)).toMatchObject({
      code: "partial",
      message: expect.stringContaining("1 byte"),
    });
  });

  test("padding behind the last box is no fault", async () => {
    const path = await makeSource(await tempFolder(), { ...PLAIN, name: "padded.mp4" });
    await appendFile(path, Buffer.alloc(4096));
    expect(await problemOf(path)).toBeUndefined();
  });

  test("a header without a single picture", async () => {
    const folder = await tempFolder();
    const whole = await makeSource(folder, {
      ...PLAIN,
      name: "whole.mp4",
      options: ["-movflags", "+frag_keyframe+empty_moov"],
    });
    const bytes = await readFile(whole);
    const path = join(folder, "init.mp4");
    await writeFile(path, bytes.subarray(0, bytes.indexOf("moof") - 4));
    expect(await problemOf(path)).toMatchObject({ code: "partial" });
  });

  test("sound alone", async () => {
    const path = join(await tempFolder(), "wild.mp4");
    await runFfmpeg(["-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", path]);
    expect(await problemOf(path)).toMatchObject({ code: "no_video" });
  });

  test("an encrypted picture", async () => {
    const path = await makeSource(await tempFolder(), {
      ...FAST_START,
      name: "secret.mp4",
      options: [
        ...["-encryption_scheme", "cenc-aes-ctr", "-encryption_kid", "0123456789abcdef0123456789abcdef"],
        ...["-encryption_key", "00112233445566778899aabbccddeeff"],
      ],
    });
    expect(await problemOf(path)).toMatchObject({ code: "encrypted" });
  });

  test.each([
    ["aprn", "Final Cut Pro or DaVinci Resolve"],
    ["brxq", "DaVinci Resolve"],
    ["CRAW", "Cinema RAW Development"],
  ])("a camera original of kind %s, which needs %s", async (tag, needs) => {
    const path = await makeSource(await tempFolder(), { name: "clip.mov", frames: 2 });
    await patchBox(path, "stsd", (body) => body.write(tag, 12, "latin1"));
    expect(await problemOf(path)).toMatchObject({ code: "undecodable", needs });
  });

  test("an unknown codec", async () => {
    const path = await makeSource(await tempFolder(), { name: "clip.mov", frames: 2 });
    await patchBox(path, "stsd", (body) => body.write("zzzz", 12, "latin1"));
    expect(await problemOf(path)).toMatchObject({
      code: "undecodable",
      message: expect.stringContaining("zzzz"),
    });
  });
});

test("probing leaves the file as it was", async () => {
  const folder = await tempFolder();
  const path = await makeSource(folder, { ...PLAIN, name: "clip.mp4", tags: TAGGED_BT709 });
  const copy = join(folder, "copy");
  await copyFile(path, copy);
  const before = await stat(path);
  await probeFile(anyTools(), path, { decodeEnds: true });
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
  expect(Buffer.compare(await readFile(path), await readFile(copy))).toBe(0);
});

test("an aborted probe throws the signal's reason", async () => {
  const path = await makeSource(await tempFolder(), { ...PLAIN, name: "clip.mp4" });
  const cancel = new AbortController();
  const probing = probeFile(anyTools(), path, { signal: cancel.signal });
  cancel.abort(new Error("enough"));
  await expect(probing).rejects.toThrow("enough");
});
