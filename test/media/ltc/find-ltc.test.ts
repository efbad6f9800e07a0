import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderClip } from "../../../src/media/encode/render-clip.ts";
import { ltcSamples, writeSamples } from "../../support/media-ltc.ts";
import { probeFacts } from "../../support/media-probe.ts";
import { readLoudness } from "../../support/media-readings.ts";
import { testShape } from "../../support/media-shape.ts";
import { runFfmpeg } from "../../support/media-sources.ts";
import { anyTools } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** A tone at a tenth of full scale, and timecode much louder. */
async function proxyOf(tracks: readonly string[]) {
  const folder = await tempFolder();
  await writeSamples(
    join(folder, "ltc.pcm"),
    ltcSamples({ fps: 25, start: [10, 0, 0, 0], amplitude: 28_000 }),
  );
  const source = join(folder, "source.mov");
  const maps = tracks.flatMap((_, index) => ["-map", `[t${index}]`]);
  const graph = tracks.map((track, index) => `${track}[t${index}]`).join(";");
  await runFfmpeg([
    ...["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", "sine=440:r=48000"],
    ...["-f", "s16le", "-ar", "48000", "-ac", "1", "-i", join(folder, "ltc.pcm")],
    ...["-filter_complex", graph, "-map", "0:v", ...maps, "-t", "2"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le", source],
  ]);
  const facts = await probeFacts(anyTools(), source);
  const graded = { file: "proxy.mp4" };
  const made = await renderClip(anyTools(), { source, facts, shape: testShape, folder, graded });
  const loudness = facts.audio.length > 0 && made.graded ? await loudnessOf(made.graded.path) : [];
  return { ...made, loudness, files: await readdir(folder) };
}

async function loudnessOf(path: string): Promise<number[]> {
  const { audio } = await probeFacts(anyTools(), path);
  return audio.length > 0 ? readLoudness(path) : [];
}

const TONE = "[1:a]volume=0.8";
const LTC = "[2:a]anull";
const MONO = "aformat=sample_fmts=s16:channel_layouts=mono";
const left = `[1:a]volume=0.8,${MONO}[l];[2:a]${MONO}[r];[l][r]amerge=inputs=2`;
const right = `[1:a]volume=0.8,${MONO}[r];[2:a]${MONO}[l];[l][r]amerge=inputs=2`;

test.each([
  ["beside a voice on a mono track", [TONE, LTC], /Audio track 2 holds timecode \(10:00:00:0\d\)/],
  ["before the voice", [LTC, TONE], /Audio track 1 holds timecode/],
  ["on the right of a stereo track", [left], /track 1, channel 2, holds/],
  ["on the left of a stereo track", [right], /track 1, channel 1, holds/],
])("timecode %s is left out", async (_, tracks, warning) => {
  const { loudness, warnings, files } = await proxyOf(tracks);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
  for (const level of loudness) {
    expect(level).toBeGreaterThan(0.03);
    expect(level).toBeLessThan(0.12);
  }
  expect(loudness).toHaveLength(2);
  expect(files.filter((file) => file.startsWith("track-"))).toEqual([]);
});

test("timecode alone makes a silent proxy", async () => {
  const { loudness, warnings } = await proxyOf([LTC]);
  expect(loudness).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining("left out of the sound")]);
});

test("a voice alone is heard on both sides", async () => {
  const { loudness, warnings } = await proxyOf([TONE]);
  expect(warnings).toEqual([]);
  expect(Math.min(...loudness)).toBeGreaterThan(0.03);
});
