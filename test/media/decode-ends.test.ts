import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readLines } from "../../src/media/decode-stretch.ts";
import { probeFile } from "../../src/media/probe-file.ts";
import { keepTimes, makeSource, runFfmpeg } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const X264 = ["-c:v", "libx264", "-preset", "ultrafast"];

const SOURCES: readonly [what: string, codec: readonly string[], options: readonly string[]][] = [
  [
    "with open groups of pictures",
    [...X264, "-bf", "2", "-refs", "3", "-g", "20", "-x264opts", "open-gop=1:b-pyramid=normal"],
    [],
  ],
  ["without keyframes but the first", [...X264, "-g", "999", "-x264opts", "intra-refresh=1:keyint=999"], []],
  ["with its parameters in the stream", [...X264, "-bf", "2", "-g", "30", "-tag:v", "avc3"], []],
];

describe.each(toolsets)("both ends, decoded by the $name ffmpeg,", ({ name, tools }) => {
  const errorsOf = async (path: string) => {
    const result = await probeFile(tools, path, { decodeEnds: true });
    return "facts" in result ? result.facts.decodeErrors : [result.problem.message];
  };

  test.each(inTurn(name, SOURCES))("are whole of a film %s", async (_, codec, options) => {
    const folder = await tempFolder();
    for (const extension of ["mp4", "mts"]) {
      const path = await makeSource(folder, {
        ...{ name: `clip.${extension}`, size: "64x64", frames: 150, pixelFormat: "yuv420p", codec, options },
        filters: "noise=alls=20:allf=t",
      });
      expect(await errorsOf(path)).toEqual([]);
    }
  });

  test("are whole of a recording that begins between two keyframes", async () => {
    const folder = await tempFolder();
    const whole = await makeSource(folder, {
      ...{ name: "whole.mts", size: "64x64", frames: 150, pixelFormat: "yuv420p" },
      codec: [...X264, "-bf", "2", "-g", "20"],
      filters: "noise=alls=20:allf=t",
    });
    const path = join(folder, "late.mts");
    await runFfmpeg(["-i", whole, "-ss", "1.3", "-copyinkf", "-c", "copy", path]);
    expect(await errorsOf(path)).toEqual([]);
  });

  test("are whole of a phone's uneven pictures", async () => {
    const path = await makeSource(await tempFolder(), {
      ...{ name: "phone.mp4", size: "64x64", frames: 150, pixelFormat: "yuv420p", codec: X264 },
      filters: "setpts='if(lt(mod(N,10),5),N*40,N*40-150)/1000/TB+if(gte(mod(N,10),5),0.001*mod(N,10),0)'",
      options: [...keepTimes(), "-enc_time_base", "1/1000"],
    });
    expect(await errorsOf(path)).toEqual([]);
  });

  test.each(
    inTurn(name, [
      ["first", 0.1],
      ["last", 0.93],
    ]),
  )("are damaged where the %s pictures are gone, in one group of pictures or many", async (_, share) => {
    for (const group of ["20", "999"]) {
      const path = await makeSource(await tempFolder(), {
        ...{ name: "bad.mp4", size: "128x128", frames: 150, pixelFormat: "yuv420p" },
        ...{ codec: [...X264, "-g", group], filters: "noise=alls=30:allf=t" },
      });
      const { size } = await stat(path);
      const file = await open(path, "r+");
      await file.write(Buffer.alloc(Math.round(size / 20)), 0, undefined, Math.round(size * share));
      await file.close();
      const errors = await errorsOf(path);
      expect(errors?.length).toBeGreaterThan(0);
      expect(errors?.[0]).toMatch(/, about [015] s from the start$|^only \d+ of/);
    }
  });
});

test("complaints count by who makes them and about which picture", () => {
  const lines = [
    "[h264 @ 0x55d0] co located POCs unavailable",
    "#tb 0: 1/25",
    "0,          0,          0,        1,      256, 0x1",
    "[h264 @ 0x55d0] gray chroma",
    "0,         25,         25,        1,      256, 0x1",
    "[framecrc @ 0x1] Application provided invalid, non monotonically increasing dts to muxer",
    "[h264 @ 0x55d0] error while decoding MB 4 0",
    "0,         26,         26,        1,      256, 0x1",
    "Error while decoding stream #0:0: Invalid data found when processing input",
  ];
  expect(readLines(lines, "h264", 1)).toEqual({
    complaints: ["[h264] error while decoding MB 4 0", lines.at(-1)],
    pictures: 2,
    soundUntilSeconds: 1,
  });
});
