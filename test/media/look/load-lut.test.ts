import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findMaxCubeSize } from "../../../src/media/look/find-max-cube-size.ts";
import { loadLut } from "../../../src/media/look/load-lut.ts";
import { writeLook } from "../../../src/media/look/write-look.ts";
import { COLOURS, throughFfmpeg, worstCode } from "../../support/media-look.ts";
import { anyTools } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("a legal-range LUT from file to picture", async () => {
  const folder = await tempFolder();
  const path = join(folder, "AlexaV3_LogC2Video_Rec709_EL.cube");
  const corners = Array.from({ length: 8 }, (_, at) =>
    [at & 1, (at >> 1) & 1, at >> 2].map((bit) => (64 + 876 * bit) / 1023),
  );
  await writeFile(path, `LUT_3D_SIZE 2\n${corners.map((rgb) => rgb.join(" ")).join("\n")}\n`);
  const loaded = await loadLut(path);
  expect(loaded).toMatchObject({ input: "logc3", ranges: { input: "full", output: "legal" } });
  const ffmpeg = anyTools().ffmpeg.path;
  const { filters } = await writeLook({ lut: loaded.lut }, folder, {
    maxCubeSize: await findMaxCubeSize(ffmpeg),
  });
  expect(worstCode(await throughFfmpeg(ffmpeg, filters), COLOURS)).toBeLessThan(0.1);
});
