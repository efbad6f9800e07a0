import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readImageFacts } from "../../src/media/read-image-facts.ts";
import { runFfmpeg } from "../support/media-sources.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("a JPEG in colour has three channels", async () => {
  const path = join(await tempFolder(), "a.jpg");
  await runFfmpeg(["-f", "lavfi", "-i", "color=s=642x360", "-frames:v", "1", path]);
  expect(await readImageFacts(path)).toMatchObject({ isJpeg: true, width: 642, channels: 3 });
});

test("a JPEG in grey has one, found behind its tables", async () => {
  const path = join(await tempFolder(), "a.jpg");
  const table = [0xff, 0xdb, 0x00, 0x04, 0xff, 0xc0];
  const frame = [0xff, 0xff, 0xc2, 0x00, 0x0b, 0x08, 0x01, 0x68, 0x02, 0x80, 0x01, 0x01, 0x11, 0x00];
  await writeFile(path, Buffer.from([0xff, 0xd8, ...table, ...frame]));
  expect(await readImageFacts(path)).toMatchObject({ isJpeg: true, width: 640, channels: 1 });
});

test.each([
  ["nothing", ""],
  ["text", "this is no picture"],
  ["a PNG", "\u0089PNG\r\n\u001a\n"],
])("%s is no JPEG", async (_, text) => {
  const path = join(await tempFolder(), "a.jpg");
  await writeFile(path, text, "latin1");
  expect(await readImageFacts(path)).toEqual({ isJpeg: false, width: undefined, sizeBytes: text.length });
});

test("a JPEG cut off in its header has no size", async () => {
  const path = join(await tempFolder(), "a.jpg");
  await writeFile(path, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46]));
  expect(await readImageFacts(path)).toMatchObject({ isJpeg: true, width: undefined });
});
