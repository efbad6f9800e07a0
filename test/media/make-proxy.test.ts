import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareMedia } from "../../src/media/compare-media.ts";
import { makeProxy } from "../support/media-render.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readBars, readLoudness, worstBar } from "../support/media-readings.ts";
import { sharedFolder } from "../support/media-shared-folder.ts";
import { testShape } from "../support/media-shape.ts";
import { H264, type SourceRecipe, TAGGED_BT709, makeSource, turnTrack } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

interface Row {
  readonly title: string;
  readonly recipe: Omit<SourceRecipe, "name"> & { readonly name?: string };
  readonly turn?: 90 | 180 | 270;
  readonly expected: {
    readonly timecode?: string;
    readonly frames?: number;
    readonly rate?: string;
    readonly size?: string;
    /** Streams that are heard. */
    readonly heard?: readonly number[];
    /** Is there something to hear, left and right? */
    readonly loud?: readonly boolean[];
    /** Bars run downwards because the picture was turned; undefined leaves the colours unread. */
    readonly bars?: "across" | "down" | "unread";
  };
}

const TONE = "sine=frequency=440";
const SILENCE = "anullsrc=r=48000:cl=mono";
const STEREO = "sine=frequency=440,pan=stereo|c0=c0|c1=0*c0";

const rows: readonly Row[] = [
  {
    title: "23.976 with timecode",
    recipe: { rate: "24000/1001", frames: 24, timecode: "01:00:00:00", sound: [STEREO] },
    expected: { timecode: "01:00:00:00", rate: "24000/1001", heard: [1], loud: [true, false] },
  },
  {
    title: "24",
    recipe: { rate: "24", frames: 24, timecode: "10:11:12:13" },
    expected: { timecode: "10:11:12:13", rate: "24/1" },
  },
  {
    title: "25 without timecode",
    recipe: { rate: "25", frames: 25 },
    expected: { rate: "25/1" },
  },
  {
    title: "29.97 drop-frame",
    recipe: { rate: "30000/1001", frames: 30, timecode: "01:00:59;28" },
    expected: { timecode: "01:00:59;28", rate: "30000/1001" },
  },
  {
    title: "50",
    recipe: { rate: "50", frames: 50, timecode: "23:59:59:49" },
    expected: { timecode: "23:59:59:49", rate: "50/1" },
  },
  {
    title: "59.94 drop-frame",
    recipe: { rate: "60000/1001", frames: 60, timecode: "00:59:59;58" },
    expected: { timecode: "00:59:59;58", rate: "60000/1001" },
  },
  {
    title: "119.88",
    recipe: { rate: "120000/1001", frames: 60, timecode: "01:00:00:100" },
    expected: { timecode: "01:00:00:100", rate: "120000/1001" },
  },
  {
    title: "a coarse clock that rounds 29.97 to 1/600 s",
    recipe: { rate: "30000/1001", frames: 45, codec: H264, options: ["-video_track_timescale", "600"] },
    expected: { rate: "30000/1001" },
  },
  {
    title: "the index behind the media",
    recipe: { name: "late.mp4", codec: H264, pixelFormat: "yuv420p", options: ["-movflags", "write_colr"] },
    expected: {},
  },
  {
    title: "an untagged BT.601 picture below 720 lines",
    recipe: { matrix: "bt601", tags: [] },
    expected: {},
  },
  {
    title: "an untagged picture of 720 lines",
    recipe: { size: "1280x720", frames: 2, tags: [] },
    expected: { size: "1280x720" },
  },
  {
    title: "a tagged BT.601 picture",
    recipe: { matrix: "bt601", tags: ["-colorspace", "smpte170m", "-color_primaries", "smpte170m"] },
    expected: {},
  },
  {
    title: "BT.2020 with a BT.709 transfer, as log pictures are tagged",
    recipe: {
      matrix: "bt2020",
      tags: ["-color_primaries", "bt2020", "-color_trc", "bt709", "-colorspace", "bt2020nc"],
    },
    expected: {},
  },
  {
    title: "full range",
    recipe: {
      name: "full.mp4",
      codec: H264,
      pixelFormat: "yuvj420p",
      range: "pc",
      tags: [...TAGGED_BT709, "-color_range", "pc"],
    },
    expected: {},
  },
  {
    title: "H.264 4:2:2 10 bit",
    recipe: { name: "intra.mp4", codec: H264 },
    expected: {},
  },
  {
    title: "RGB",
    recipe: { codec: ["-c:v", "png"], pixelFormat: "rgb24" },
    expected: {},
  },
  {
    title: "a phone held upright",
    recipe: { codec: H264, pixelFormat: "yuv420p" },
    turn: 90,
    expected: { size: "180x320", bars: "down" },
  },
  {
    title: "upside down",
    recipe: { codec: H264, pixelFormat: "yuv420p" },
    turn: 180,
    expected: { bars: "unread" },
  },
  {
    title: "anamorphic 2:1",
    recipe: { size: "160x180", filters: "setsar=2/1" },
    expected: { size: "320x180" },
  },
  {
    title: "anamorphic 1.3, which does not come out even",
    recipe: { size: "162x180", filters: "setsar=13/10" },
    expected: { size: "210x180", bars: "unread" },
  },
  {
    title: "an aspect that is rounding",
    recipe: { filters: "setsar=3201/3200" },
    expected: { size: "320x180" },
  },
  {
    title: "odd sides",
    recipe: { size: "321x181", codec: H264, pixelFormat: "yuv444p" },
    expected: { size: "320x180" },
  },
  {
    title: "larger than the box",
    recipe: { size: "2160x1080", frames: 2 },
    expected: { size: "1920x960" },
  },
  {
    title: "one mono track",
    recipe: { sound: [TONE] },
    expected: { heard: [1], loud: [true, true] },
  },
  {
    title: "eight mono tracks",
    recipe: { sound: [SILENCE, TONE, TONE, TONE, TONE, TONE, TONE, TONE] },
    expected: { heard: [1, 2], loud: [false, true] },
  },
  {
    title: "a track that is named as the mix",
    recipe: { sound: [SILENCE, SILENCE, TONE], options: ["-metadata:s:a:2", "handler_name=Mix"] },
    expected: { heard: [3], loud: [true, true] },
  },
  {
    title: "six channels of microphones",
    recipe: { sound: ["sine=frequency=440,pan=5.1|c0=c0|c1=0*c0|c2=0*c0|c3=0*c0|c4=c0|c5=c0"] },
    expected: { heard: [1], loud: [true, false] },
  },
];

const sources = sharedFolder();

describe.each(toolsets)("a proxy made by the $name ffmpeg", ({ name, tools }) => {
  test.each(inTurn(name, rows))("$title", async ({ title, recipe, turn, expected }) => {
    const source = await sources.once(title, async (folder) => {
      const path = await makeSource(folder, { name: "source.mov", ...recipe });
      if (turn) await turnTrack(path, turn);
      return path;
    });
    const facts = await probeFacts(tools, source);
    const target = join(await tempFolder(), "proxy.mp4.part");

    const made = await makeProxy(tools, { source, facts, target, shape: testShape });

    const proxy = await probeFacts(tools, target);
    expect(compareMedia(facts, proxy, "encode")).toEqual([]);
    expect(proxy.timecode).toBe(expected.timecode);
    expect(proxy.video.frameCount).toBe(recipe.frames ?? 25);
    expect(`${proxy.video.frameRate?.num}/${proxy.video.frameRate?.den}`).toBe(expected.rate ?? "25/1");
    expect(`${proxy.video.width}x${proxy.video.height}`).toBe(expected.size ?? "320x180");
    expect(made.audioStreams).toEqual(expected.heard ?? []);
    expect(proxy).toMatchObject({
      container: { moovBeforeMdat: true, isFragmented: false },
      videoStreamCount: 1,
      video: {
        codec: "h264",
        profile: "High",
        pixelFormat: "yuv420p",
        rotation: 0,
        sampleAspect: { num: 1, den: 1 },
        isConstantRate: true,
        startsWithKeyframe: true,
        colorRange: "tv",
        colorMatrix: "bt709",
        colorTransfer: "bt709",
        colorPrimaries: "bt709",
      },
      audio: expected.heard ? [{ codec: "aac", profile: "LC", channels: 2, sampleRate: 48_000 }] : [],
    });
    if (expected.bars !== "unread") {
      expect(worstBar(await readBars(target, expected.bars))).toBeLessThanOrEqual(2);
    }
    if (expected.loud) {
      expect((await readLoudness(target)).map((level) => level > 0.08)).toEqual(expected.loud);
    }
  });
});
