import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { burnInChain } from "../../../src/media/burn-in/burn-in-chain.ts";
import { findFont } from "../../../src/media/burn-in/find-font.ts";
import { loadFonts } from "../../../src/media/burn-in/load-fonts.ts";
import { parseBurnIn } from "../../../src/media/burn-in/parse-burn-in.ts";
import { burn, burnInFacts } from "../../support/media-burn-in.ts";
import { anyTools } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("the font that comes along", async () => {
  expect(await findFont(undefined)).toMatch(/DejaVuSansMono\.ttf$/);
});

test("a named font, and a named file that is none", async () => {
  const folder = await tempFolder();
  await copyFile(await findFont(undefined), join(folder, "good.ttf"));
  await writeFile(join(folder, "broken.ttf"), "no font");
  expect(await findFont(join(folder, "good.ttf"))).toBe(join(folder, "good.ttf"));
  for (const name of ["none.ttf", "broken.ttf"]) {
    await expect(findFont(join(folder, name))).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining(join(folder, name)) as string,
    });
  }
});

test("a font in a folder with a hostile name is used", async () => {
  const folder = join(await tempFolder(), "it's [50%]: a;b, c\\d");
  await mkdir(folder);
  const path = join(folder, "My Font.ttf");
  const own = await findFont(undefined);
  await copyFile(own, path);
  const facts = burnInFacts({}, {});
  const ffmpeg = anyTools().ffmpeg.path;
  const got = await burn(
    ffmpeg,
    burnInChain(parseBurnIn("{name}"), facts, await loadFonts(path, anyTools().ffmpeg)),
  );
  expect(
    got.bytes.equals(
      (await burn(ffmpeg, burnInChain(parseBurnIn("{name}"), facts, await loadFonts(own, anyTools().ffmpeg))))
        .bytes,
    ),
  ).toBe(true);
});
