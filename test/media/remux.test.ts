import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { compareMedia } from "../../src/media/compare-media.ts";
import { remux } from "../../src/media/remux.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readBeep } from "../support/media-readings.ts";
import { H264, type SourceRecipe, makeSource, runFfmpeg } from "../support/media-sources.ts";
import { anyTools, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const AAC = ["-c:a", "aac", "-ac", "2"];

const base: Omit<SourceRecipe, "name"> = {
  codec: [...H264, "-g", "25", "-bf", "2"],
  pixelFormat: "yuv420p",
  rate: "30000/1001",
  frames: 60,
  timecode: "01:00:59;28",
  sound: ["sine"],
  soundCodec: AAC,
};

async function decodedPictures(path: string): Promise<string> {
  const { stdout } = await execa(
    anyTools().ffmpeg.path,
    ["-v", "error", "-nostdin", "-i", path, "-map", "0:v", "-f", "rawvideo", "-pix_fmt", "yuv420p", "pipe:1"],
    { encoding: "buffer" },
  );
  return createHash("md5").update(stdout).digest("hex");
}

describe.each(toolsets)("a remux by the $name ffmpeg", ({ tools }) => {
  async function remuxed(recipe: Partial<SourceRecipe>) {
    const folder = await tempFolder();
    const source = await makeSource(folder, { ...base, name: "source.mp4", ...recipe });
    const facts = await probeFacts(tools, source);
    const target = join(folder, "made.mp4.part");
    const made = await remux(tools, { source, facts, target });
    const after = await probeFacts(tools, target);
    expect(compareMedia(facts, after, "remux")).toEqual([]);
    expect(await decodedPictures(target)).toBe(await decodedPictures(source));
    return { facts, after, made };
  }

  test("puts the index first and keeps pictures, sound and label", async () => {
    const { facts, after, made } = await remuxed({});
    expect(facts.container.moovBeforeMdat).toBe(false);
    expect(after.container.moovBeforeMdat).toBe(true);
    expect(after.timecode).toBe("01:00:59;28");
    expect(after.video.frameCount).toBe(60);
    expect(after.audio).toMatchObject([{ codec: "aac", channels: 2 }]);
    expect(made).toMatchObject({ audioStreams: [1], timecode: "01:00:59;28", warnings: [] });
  });

  test("makes a fragmented file a plain one", async () => {
    const { facts, after } = await remuxed({ options: ["-movflags", "+frag_keyframe+empty_moov"] });
    expect(facts.container.isFragmented).toBe(true);
    expect(after.container.isFragmented).toBe(false);
  });

  test("names the colours of an untagged picture, in the stream and in the container", async () => {
    const { facts, after, made } = await remuxed({ size: "1280x720", frames: 3, tags: [] });
    expect(facts.video.colorMatrix).toBeUndefined();
    expect(after.video).toMatchObject({
      colorMatrix: "bt709",
      colorTransfer: "bt709",
      colorPrimaries: "bt709",
    });
    const bytes = await readFile(made.path);
    const colr = bytes.indexOf("colrnclx", 0, "latin1") + 8;
    expect([0, 2, 4].map((at) => bytes.readUInt16BE(colr + at))).toEqual([1, 1, 1]);
    const bitstream = `${made.path}.h264`;
    await runFfmpeg(["-i", made.path, "-c:v", "copy", "-bsf:v", "h264_mp4toannexb", bitstream]);
    expect((await probeFacts(tools, bitstream)).video).toMatchObject({
      colorMatrix: "bt709",
      colorTransfer: "bt709",
      colorPrimaries: "bt709",
    });
  });

  test("does not call a small untagged picture BT.709: players take it for BT.601", async () => {
    const { after } = await remuxed({ matrix: "bt601", tags: [] });
    expect(after.video.colorMatrix).toBeUndefined();
  });

  test("leaves tags alone that say something else", async () => {
    const { after } = await remuxed({ size: "1280x720", frames: 3, tags: ["-colorspace", "smpte170m"] });
    expect(after.video).toMatchObject({ colorMatrix: "smpte170m", colorPrimaries: undefined });
  });

  test("makes sound that does not play everywhere AAC stereo", async () => {
    const { after, made } = await remuxed({
      name: "source.mov",
      sound: ["anullsrc=r=48000:cl=mono", "sine", "sine"],
      soundCodec: ["-c:a", "pcm_s24le"],
    });
    expect(after.audio).toMatchObject([{ codec: "aac", profile: "LC", channels: 2, sampleRate: 48_000 }]);
    expect(made.audioStreams).toEqual([1, 2]);
  });

  test("leaves sound that it makes anew where it was beside a picture that starts late", async () => {
    const folder = await tempFolder();
    const plain = await makeSource(folder, {
      ...{ name: "plain.mp4", size: "64x36", frames: 25, codec: H264, pixelFormat: "yuv420p" },
      ...{
        sound: ["aevalsrc=exprs='if(gte(t,0.8),0.8*sin(2*PI*1000*t),0)':s=48000"],
        soundCodec: ["-c:a", "ac3"],
      },
    });
    const source = join(folder, "late.mp4");
    const inputs = ["-itsoffset", "0.2", "-i", plain, "-i", plain];
    await runFfmpeg([...inputs, "-map", "0:v", "-map", "1:a", "-c", "copy", source]);
    const target = join(folder, "remux.mp4");
    await remux(tools, { source, facts: await probeFacts(tools, source), target });
    expect((await probeFacts(tools, target)).video.startSeconds).toBeCloseTo(0.2, 2);
    expect(await readBeep(target)).toBeCloseTo(0.8, 2);
  });

  test("carries no names and places over", async () => {
    const options = ["-metadata", "location=+52.5+013.4/", "-metadata", "title=Secret"];
    const { made } = await remuxed({ name: "source.mov", options });
    const bytes = (await readFile(made.path)).toString("latin1");
    expect(bytes).not.toMatch(/013\.4|Secret/);
  });
});
