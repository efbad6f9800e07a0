import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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
  ["text", "this is not a picture"],
  ["a PNG", "\u0089PNG\r\n\u001a\n"],
])("%s is no JPEG", async (_, text) => {
  const path = join(await tempFolder(), "a.jpg");
  await writeFile(path, text, "latin1");
  expect(await readImageFacts(path)).toMatchObject({
    isJpeg: false,
    width: undefined,
    sizeBytes: text.length,
  });
});

describe("a picture that is not whole", () => {
  async function picture(name: string): Promise<{ readonly path: string; readonly bytes: Buffer }> {
    const path = join(await tempFolder(), name);
    await runFfmpeg(["-f", "lavfi", "-i", "testsrc2=s=640x360", "-frames:v", "1", path]);
    return { path, bytes: await readFile(path) };
  }

  test.each(["a.jpg", "a.png"])("%s cut anywhere", async (name) => {
    const { path, bytes } = await picture(name);
    expect(await readImageFacts(path)).toMatchObject({ isWhole: true });
    for (const share of [0.1, 0.5, 0.9, 1 - 1 / bytes.length]) {
      await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(await readImageFacts(path)).toMatchObject({ isWhole: false });
    }
  });

  test("one whose rest is all nought, as a file of full size that was copied half", async () => {
    const { path, bytes } = await picture("a.jpg");
    await writeFile(path, Buffer.from(bytes).fill(0, Math.floor(bytes.length / 2)));
    expect(await readImageFacts(path)).toMatchObject({ isWhole: false });
  });

  test("one that is cut behind a preview, which has an end of its own", async () => {
    const { path, bytes } = await picture("a.jpg");
    const preview = Buffer.concat([
      Buffer.from([0xff, 0xe1, 0x00, 0x08]),
      Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 0]),
    ]);
    const withPreview = Buffer.concat([bytes.subarray(0, 2), preview, bytes.subarray(2)]);
    await writeFile(path, withPreview);
    expect(await readImageFacts(path)).toMatchObject({ isWhole: true, width: 640 });
    await writeFile(path, withPreview.subarray(0, Math.floor(withPreview.length / 2)));
    expect(await readImageFacts(path)).toMatchObject({ isWhole: false });
  });

  test("what stands behind its end is counted, unless it only fills up", async () => {
    const { path, bytes } = await picture("a.jpg");
    await writeFile(path, Buffer.concat([bytes, Buffer.alloc(512)]));
    expect(await readImageFacts(path)).toMatchObject({ isWhole: true, trailingBytes: 0 });
    await writeFile(path, Buffer.concat([bytes, bytes.subarray(0, 77)]));
    expect(await readImageFacts(path)).toMatchObject({ isWhole: true, trailingBytes: 77 });
  });
});

test.each(["II", "MM"])("Exif of a phone (%s) tells where it was and whose it is", async (order) => {
  const path = join(await tempFolder(), "a.jpg");
  await runFfmpeg(["-f", "lavfi", "-i", "color=s=64x36", "-frames:v", "1", path]);
  const bytes = await readFile(path);
  const tiff = Buffer.alloc(64);
  tiff.write(order, 0, "latin1");
  const write = (value: number, at: number, size: 2 | 4) =>
    order === "II" ? tiff.writeUIntLE(value, at, size) : tiff.writeUIntBE(value, at, size);
  write(42, 2, 2);
  write(8, 4, 4);
  write(2, 8, 2);
  write(0x013b, 10, 2);
  write(0x8825, 22, 2);
  write(40, 30, 4);
  write(4, 40, 2);
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
  await writeFile(path, Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]));
  expect((await readImageFacts(path)).personal).toEqual([
    { kind: "name", where: "Exif" },
    { kind: "position", where: "Exif" },
  ]);
});

test("a JPEG cut off in its header has no size", async () => {
  const path = join(await tempFolder(), "a.jpg");
  await writeFile(path, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46]));
  expect(await readImageFacts(path)).toMatchObject({ isJpeg: true, width: undefined });
});
