import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resolveConfig } from "../../src/config/resolve-config.ts";
import { editorPlace } from "../../src/setup/editor-place.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function placeOf(flags: Readonly<Record<string, unknown>>, own = "") {
  const folder = await tempFolder();
  await writeFile(join(folder, "odailies.toml"), own);
  return editorPlace(await resolveConfig({ flags, env: {}, cwd: folder, userConfigFolder: folder }));
}

test("nothing is said of an editor unless it is asked for", async () => {
  expect(await placeOf({})).toBeUndefined();
  expect(await placeOf({}, 'editor-origin = ["https://editor.example.com"]')).toBeUndefined();
  for (const flags of [
    { editorOrigin: ["https://editor.example.com"] },
    { editorUrl: "https://dailies.example.com" },
    { editorPictures: "data-url" },
  ]) {
    await expect(placeOf(flags)).rejects.toMatchObject({ code: "usage", hint: "Add --editor." });
  }
});

test("the page that may call is the one that was named, else the configured backend's, else the maker's", async () => {
  const backend = '[destinations.html5-editor]\napi = "https://editor.example.com:8443/base"';
  const originsOf = async (flags: object, own?: string) =>
    (await placeOf({ editor: true, ...flags }, own))?.origins;
  expect(await originsOf({})).toEqual(["https://smarteditingonline.solveigmm.com"]);
  expect(await originsOf({}, backend)).toEqual(["https://editor.example.com:8443"]);
  const named = ["https://Cut.example.com:443/", "http://localhost:3000"];
  expect(await originsOf({ editorOrigin: named }, backend)).toEqual([
    ...["https://cut.example.com", "http://localhost:3000"],
  ]);
  // o/DAILIES' own address is no editor's.
  expect(await originsOf({}, 'api = "https://odailies.example.com"')).toEqual([
    "https://smarteditingonline.solveigmm.com",
  ]);
});

test("what is no page's origin, or no address, is refused", async () => {
  for (const origin of [
    "*",
    "null",
    "https://editor.example.com/page",
    "ftp://a.example",
    "https://a@b.example",
  ]) {
    await expect(placeOf({ editor: true, editorOrigin: [origin] }), origin).rejects.toMatchObject({
      ...{ code: "usage", message: expect.stringContaining("editor-origin") },
    });
  }
  for (const editorUrl of [
    "dailies.example.com",
    "https://me:secret@a.example",
    "https://a.example/?x",
    "ws://a",
  ]) {
    await expect(placeOf({ editor: true, editorUrl }), editorUrl).rejects.toMatchObject({ code: "usage" });
  }
  const place = await placeOf({ editor: true, editorUrl: "https://dailies.example.com/cart//" });
  expect(place).toMatchObject({ url: "https://dailies.example.com/cart", pictures: "base64" });
});
