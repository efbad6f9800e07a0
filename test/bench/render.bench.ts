import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import type { MediaFacts } from "../../src/domain/media-facts.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { makeStill } from "../../src/media/make-still.ts";
import { X264 } from "../../src/media/encode/encoders/x264.ts";
import { renderClip } from "../../src/media/encode/render-clip.ts";
import { fitProxySize } from "../../src/media/proxy-size.ts";
import { leastOf, meterTools } from "../support/bench-cpu.ts";
import { probeFacts } from "../support/media-probe.ts";
import { runFfmpeg } from "../support/media-sources.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Clips are longer; what a run costs before its first picture counts the more here. */
const SECONDS = 8;
const ROUNDS = 3;
const shape = { ...DEFAULT_SPEC.proxy, preset: "veryfast" };

/** A moving, noisy UHD picture as a camera records it: H.264, 4:2:2, 10 bits, CABAC, 150 Mbit/s. */
async function makeUhd(folder: string): Promise<string> {
  const path = join(folder, "uhd.mp4");
  await runFfmpeg([
    ...["-f", "lavfi", "-i", `testsrc2=s=3840x2160:r=25,noise=alls=6:allf=t,format=yuv422p10le`],
    ...["-f", "lavfi", "-i", "sine=440:r=48000", "-t", String(SECONDS)],
    ...["-c:v", "libx264", "-preset", "fast", "-profile:v", "high422", "-b:v", "150M", "-g", "25"],
    ...["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-c:a", "aac", path],
  ]);
  return path;
}

/** Brightens a little, so that nothing can be left out. */
function cubeText(): string {
  const lines = ["LUT_3D_SIZE 65"];
  for (let b = 0; b < 65; b += 1)
    for (let g = 0; g < 65; g += 1)
      for (let r = 0; r < 65; r += 1)
        lines.push([r, g, b].map((value) => ((value / 64) ** 0.9).toFixed(6)).join(" "));
  return `${lines.join("\n")}\n`;
}

/** What one would type for the same picture and sound, with matrices and ranges named. */
function plainArguments(source: string, target: string, { video, audio }: MediaFacts): readonly string[] {
  const size = fitProxySize(video!, shape);
  const color = "in_color_matrix=bt709:in_range=tv:out_color_matrix=bt709:out_range=tv";
  const scale = `scale=${size.width}:${size.height}:flags=lanczos+accurate_rnd:${color}`;
  return [
    ...["-v", "error", "-y", "-i", source, "-map", `0:${video!.streamIndex}`],
    ...["-map", `0:${audio[0]!.streamIndex}`, "-vf", `${scale},format=yuv420p,setsar=1`],
    ...X264.pictureArguments(shape, size, video!.frameRate!),
    ...["-c:a", "aac", "-b:a", String(shape.audioBitRate), "-ac", "2", "-movflags", "+faststart", target],
  ];
}

test("one decode for everything, and the plain command as the floor", async () => {
  const folder = await tempFolder();
  const source = await makeUhd(folder);
  await writeFile(join(folder, "look.cube"), cubeText());
  const { tools, cpuSeconds } = await meterTools(anyTools(), folder);
  const facts = await probeFacts(anyTools(), source);
  const base = { source, facts, shape, folder };
  const graded = { file: "graded.mp4", look: ["lut3d=file=look.cube:interp=tetrahedral"] };
  const log = { file: "log.mp4" };
  const plain = plainArguments(source, join(folder, "plain.mp4"), facts);
  let wallSeconds = Number.POSITIVE_INFINITY;
  const least = await leastOf(
    {
      oneDecode: () =>
        cpuSeconds(async () => {
          const startedAt = performance.now();
          const still = { file: "still.jpg", atSeconds: 2.5, maxWidth: 1280 };
          await renderClip(tools, { ...base, graded, log, still });
          wallSeconds = Math.min(wallSeconds, (performance.now() - startedAt) / 1000);
        }),
      threeRuns: () =>
        cpuSeconds(async () => {
          await renderClip(tools, { ...base, graded });
          await renderClip(tools, { ...base, log });
          const target = join(folder, "still.jpg");
          await makeStill(tools, { source, facts, at: { seconds: 2.5 }, target, maxWidth: 1280 });
        }),
      single: () => cpuSeconds(() => renderClip(tools, { ...base, graded: { file: "single.mp4" } })),
      plain: () => cpuSeconds(() => execa(tools.ffmpeg.path, plain, { stdin: "ignore" })),
    },
    ROUNDS,
  );
  const { oneDecode = 0, threeRuns = 1, single = 0, plain: floor = 1 } = least;
  const perSecond = (seconds: number) => (seconds / SECONDS).toFixed(2);
  process.stdout.write(
    [
      `UHD H.264 4:2:2 10-bit, ${SECONDS} s, CPU seconds per second of video (least of ${ROUNDS}):`,
      `  graded + LOG + still, one decode  ${perSecond(oneDecode)}  (${(SECONDS / wallSeconds).toFixed(2)} x real time)`,
      `  the same as three runs            ${perSecond(threeRuns)}`,
      `  ratio                             ${(oneDecode / threeRuns).toFixed(2)}  (at most 0.70)`,
      `  graded alone, with measurements   ${perSecond(single)}`,
      `  plain ffmpeg command              ${perSecond(floor)}`,
      `  ratio                             ${(single / floor).toFixed(3)}  (at most 1.03)`,
      "",
    ].join("\n"),
  );
  expect(oneDecode / threeRuns).toBeLessThanOrEqual(0.7);
  expect(single / floor).toBeLessThanOrEqual(1.03);
});
