import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { burnInChain } from "../../../src/media/burn-in/burn-in-chain.ts";
import { findFont, fontPlaces } from "../../../src/media/burn-in/find-font.ts";
import { parseBurnIn } from "../../../src/media/burn-in/parse-burn-in.ts";
import { burn, burnInFacts } from "../../support/media-burn-in.ts";
import { anyTools } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("the first place that holds a font", async () => {
  const folder = await tempFolder();
  const [good, broken] = [join(folder, "good.ttf"), join(folder, "broken.ttf")];
  await copyFile(await findFont(undefined), good);
  await writeFile(broken, "no font");
  expect(await findFont(undefined, [join(folder, "none.ttf"), folder, broken, good])).toBe(good);
});

test("no font anywhere, and a named one that is none", async () => {
  const folder = await tempFolder();
  await expect(findFont(undefined, [join(folder, "none.ttf")])).rejects.toMatchObject({
    code: "tool_missing",
    hint: expect.stringMatching(/fonts-dejavu-core.*font=<file>/) as string,
  });
  await writeFile(join(folder, "broken.ttf"), "no font");
  for (const name of ["none.ttf", "broken.ttf"]) {
    await expect(findFont(join(folder, name))).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining(join(folder, name)) as string,
    });
  }
});

test("places on every system", () => {
  expect(fontPlaces({}, "darwin")[0]).toBe("/System/Library/Fonts/Menlo.ttc");
  expect(fontPlaces({ SystemRoot: "C:\\Win" }, "win32")[0]).toMatch(/^C:\\Win.*consola\.ttf$/);
  expect(fontPlaces({}, "linux")[0]).toBe("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf");
});

test("a font in a folder with a hostile name is used", async () => {
  const folder = join(await tempFolder(), "it's [50%]: a;b, c\\d");
  await mkdir(folder);
  const path = join(folder, "My Font.ttf");
  const own = await findFont(undefined);
  await copyFile(own, path);
  const facts = burnInFacts({}, {});
  const ffmpeg = anyTools().ffmpeg.path;
  const got = await burn(ffmpeg, burnInChain(parseBurnIn("{name}"), facts, path));
  expect(got.bytes.equals((await burn(ffmpeg, burnInChain(parseBurnIn("{name}"), facts, own))).bytes)).toBe(
    true,
  );
});
