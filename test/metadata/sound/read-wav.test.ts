import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readWav } from "../../../src/metadata/sound/read-wav.ts";
import { bextChunk, chunk, formatChunk, ixmlChunk, soundChunk, wavFile } from "../../support/metadata-wav.ts";
import { tempFolder } from "../../support/temp-folder.ts";

async function readBytes(bytes: Buffer, length = bytes.length) {
  const path = join(await tempFolder(), "take.wav");
  await writeFile(path, bytes);
  if (length !== bytes.length) await truncate(path, length);
  return readWav(path);
}

const ds64 = (
  dataBytes: bigint,
  table: readonly (readonly [string, bigint])[] = [],
  entries = table.length,
) => {
  const body = Buffer.alloc(28 + table.length * 12);
  body.writeBigUInt64LE(dataBytes, 8);
  body.writeUInt32LE(entries, 24);
  for (const [index, [id, size]] of table.entries()) {
    body.write(id, 28 + index * 12, "latin1");
    body.writeBigUInt64LE(size, 32 + index * 12);
  }
  return chunk("ds64", body);
};
const SIXTY_FOUR = 0xffffffff;

test.each([
  ["before the sound", [bextChunk({}), formatChunk(), ixmlChunk("a"), soundChunk(2)]],
  ["after the sound", [formatChunk(), soundChunk(2), ixmlChunk("a"), bextChunk({})]],
  [
    "among others",
    [chunk("JUNK", "abc"), formatChunk(), soundChunk(2), ixmlChunk("a"), bextChunk({}), chunk("LIST", "x")],
  ],
])("finds rate, length, bext and iXML %s", async (_, chunks) => {
  const { wav } = await readBytes(wavFile(chunks));
  expect(wav).toMatchObject({ sampleRate: 48_000, durationSeconds: 2 });
  expect(wav?.bext).toHaveLength(602);
  expect(wav?.ixml?.toString("utf8")).toContain("<BWFXML>\r\na");
});

test("steps over a chunk of odd size and its padding", async () => {
  const odd = [formatChunk(), chunk("data", Buffer.alloc(47_999)), ixmlChunk("after")];
  const { wav } = await readBytes(wavFile(odd));
  expect(wav?.ixml?.toString()).toContain("after");
});

test.each(["RF64", "BW64"])("%s takes the sizes from ds64", async (form) => {
  const sound = soundChunk(3);
  const ixml = ixmlChunk("late");
  const large = [
    ds64(BigInt(sound.body.length), [["iXML", BigInt(ixml.body.length)]]),
    formatChunk(),
    { ...sound, claimed: SIXTY_FOUR },
    { ...ixml, claimed: SIXTY_FOUR },
  ];
  const { wav } = await readBytes(wavFile(large, form));
  expect(wav).toMatchObject({ durationSeconds: 3 });
  expect(wav?.ixml?.toString()).toContain("late");
});

test("of two chunks of one name the first counts", async () => {
  const { wav } = await readBytes(wavFile([formatChunk(), ixmlChunk("first"), ixmlChunk("second")]));
  expect(wav?.ixml?.toString()).toContain("first");
});

test("a chunk of more than a megabyte is not read, and what follows is", async () => {
  const vast = wavFile([formatChunk(), chunk("iXML", Buffer.alloc(1024 * 1024 + 2)), bextChunk({})]);
  const { wav } = await readBytes(vast);
  expect(wav?.ixml).toBeUndefined();
  expect(wav?.bext).toHaveLength(602);
});

test("a recording that broke off is as long as it is", async () => {
  const whole = wavFile([bextChunk({}), formatChunk(), soundChunk(4), ixmlChunk("gone")]);
  const { wav } = await readBytes(whole, whole.length - 2 * 48_000);
  expect(wav?.durationSeconds).toBeGreaterThan(1.9);
  expect(wav?.durationSeconds).toBeLessThan(2.1);
  expect(wav?.ixml).toBeUndefined();
});

test.each([
  ["empty", Buffer.alloc(0), "no-wave"],
  ["an MP4", Buffer.from("\0\0\0\x20ftypisom\0\0\0\0isomiso2"), "no-wave"],
  ["an AVI", Buffer.from("RIFF\0\0\0\0AVI LIST\0\0\0\0"), "no-wave"],
  ["a header alone", wavFile([]), "no-format"],
  ["without a format", wavFile([bextChunk({}), soundChunk(1)]), "no-format"],
  ["of no rate", wavFile([formatChunk(0)]), "no-format"],
  ["with half a format", wavFile([chunk("fmt ", "abc")]), "no-format"],
])("a file that is %s is told by kind", async (_, bytes, problem) => {
  expect(await readBytes(bytes)).toEqual({ problem });
});

test("sizes that cannot be lead nowhere", async () => {
  const hostile = [ds64(2n ** 64n - 1n, [["iXML", 2n ** 60n]], SIXTY_FOUR), formatChunk()];
  const vast = { ...chunk("data", "1234"), claimed: SIXTY_FOUR };
  const { wav } = await readBytes(wavFile([...hostile, vast, ixmlChunk("x")], "RF64"));
  expect(wav?.sampleRate).toBe(48_000);
  expect(wav?.ixml).toBeUndefined();
});

test("a file that is not there is the file system's error", async () => {
  await expect(readWav(join(await tempFolder(), "none.wav"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("no bytes after a good beginning make it throw", async () => {
  const path = join(await tempFolder(), "any.wav");
  const good = wavFile([formatChunk(), bextChunk({}), ixmlChunk("x"), chunk("data", Buffer.alloc(64))]);
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length), fc.uint8Array({ maxLength: 24 }), async (at, bytes) => {
      const broken = Buffer.from(good);
      broken.set(bytes.subarray(0, good.length - at), at);
      await writeFile(path, broken.subarray(0, good.length - (bytes.length % 3)));
      const { wav } = await readWav(path);
      expect(wav?.durationSeconds ?? 0).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200 },
  );
});
