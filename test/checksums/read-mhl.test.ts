import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HashList } from "../../src/checksums/hash-list.ts";
import { readMhl } from "../../src/checksums/read-mhl.ts";
import { OdailiesError } from "../../src/domain/errors.ts";
import { MHL_FIXTURES } from "../support/checksums-lists.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function readBytes(bytes: string | Uint8Array, name = "list.mhl"): Promise<HashList> {
  const path = join(await tempFolder(), name);
  await writeFile(path, bytes);
  return readMhl(path);
}

async function faultOf(reading: Promise<unknown>): Promise<unknown> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OdailiesError);
  expect(error).toMatchObject({ code: "verify_failed", message: expect.stringMatching(/\.$/) as string });
  return (error as OdailiesError).context["fault"];
}

const v1 = (inside: string, version = "1.1") =>
  `<?xml version="1.0" encoding="UTF-8"?><hashlist version="${version}">${inside}</hashlist>`;
const v2 = (inside: string) =>
  `<?xml version="1.0"?><hashlist xmlns="urn:ASC:MHL:v2.0" version="2.0"><hashes>${inside}</hashes></hashlist>`;
const hash = (file: string, digest: string) => `<hash><file>${file}</file><size>3</size>${digest}</hash>`;

describe("MHL 1.x", () => {
  test("every way of writing a digest becomes the same form", async () => {
    const list = await readMhl(join(MHL_FIXTURES, "every-mhl-hash/A001_2024-05-01_200001.mhl"));
    expect(list).toMatchObject({ format: "mhl", tool: "hand-made", warnings: [] });
    expect(list.root).toBe(join(MHL_FIXTURES, "every-mhl-hash"));
    expect(list.entries.map(({ path, hashes }) => [basename(path, ".mov"), hashes])).toEqual([
      ["md5", [{ algorithm: "md5", value: "900150983cd24fb0d6963f7d28e17f72" }]],
      ["sha1", [{ algorithm: "sha1", value: "a9993e364706816aba3e25717850c26c9cd0d89d" }]],
      ["xxhash", [{ algorithm: "xxh32", value: "32d153ff" }]],
      ["xxhash64", [{ algorithm: "xxh64", value: "44bc2cf5ad770999" }]],
      ["xxhash64be", [{ algorithm: "xxh64", value: "44bc2cf5ad770999" }]],
      ["null", []],
    ]);
    expect(new Set(list.entries.map(({ sizeBytes }) => sizeBytes))).toEqual(new Set([3]));
  });

  test("xxhash64 is the reverse of xxhash64be", async () => {
    const { entries } = await readBytes(
      v1(
        hash("a", "<xxhash64>e338d99e661114f6</xxhash64>") +
          hash("b", "<xxhash64be>F61411669ED938E3</xxhash64be>"),
      ),
    );
    expect(entries.map(({ hashes }) => hashes[0]?.value)).toEqual(["f61411669ed938e3", "f61411669ed938e3"]);
  });

  test("a decimal xxhash keeps its leading noughts", async () => {
    const { entries } = await readBytes(v1(hash("a", "<xxhash>0000000010</xxhash>")));
    expect(entries[0]?.hashes).toEqual([{ algorithm: "xxh32", value: "0000000a" }]);
  });

  test.each([
    "<xxhash>4294967296</xxhash>",
    "<xxhash>32d153ff</xxhash>",
    "<md5>SAMPLE_4E89</md5>",
    "<sha1/>",
  ])("%s does not count, and the list says so", async (digest) => {
    const { entries, warnings } = await readBytes(v1(hash("a", digest)));
    expect(entries).toEqual([{ path: "a", sizeBytes: 3, hashes: [] }]);
    expect(warnings).toHaveLength(1);
  });

  test("version 1.0 with its attributes and dates", async () => {
    const md5 = '<md5 bit="128" encoding="hex">d29593e2cf81c621fb3c4089f9bbde4a</md5>';
    const { entries } = await readBytes(
      v1(hash("a", `${md5}<hashdate>2012-12-01 18-34-54</hashdate>`), "1.0"),
    );
    expect(entries[0]?.hashes).toEqual([{ algorithm: "md5", value: "d29593e2cf81c621fb3c4089f9bbde4a" }]);
  });

  test("references of XML are resolved once, white space in names is kept", async () => {
    const { entries } = await readBytes(
      v1(hash("a &amp;lt; &#x4e00; &#26085; .mov ", "<null/>") + hash("\n  b.mov\n  ", "<null/>")),
    );
    expect(entries.map(({ path }) => path)).toEqual(["a &lt; 一 日 .mov ", "b.mov"]);
  });

  test.each(["/etc/passwd", "../other/clip.mov", "a/../../b", "C:\\clip.mov", "\\\\server\\clip.mov", ""])(
    "the path %j is left out, and the list says so",
    async (path) => {
      const { entries, warnings } = await readBytes(
        v1(hash(path, "<null/>") + hash("./b", "<null/>") + hash(".\\c", "<null/>")),
      );
      expect(entries.map((entry) => entry.path)).toEqual(["b", "c"]);
      expect(warnings).toHaveLength(1);
    },
  );
});

describe("ASC MHL 2.x", () => {
  test("every digest of the schema is read, folders are not", async () => {
    const folder = join(MHL_FIXTURES, "every-asc-mhl-hash");
    const list = await readMhl(join(folder, "ascmhl/0001_every-asc-mhl-hash_2024-05-01_200000Z.mhl"));
    expect(list).toMatchObject({ format: "asc-mhl", root: folder, tool: "hand-made 1.0", warnings: [] });
    expect(list.entries.map(({ path, hashes }) => [path, hashes[0]?.algorithm])).toEqual(
      ["c4", "md5", "sha1", "xxh128", "xxh3", "xxh64"].map((name) => [`Clips/${name}.mov`, name]),
    );
  });

  test("a failed digest never counts", async () => {
    const path = '<path size="5">a.mov</path>';
    const { entries, warnings } = await readBytes(
      v2(`<hash>${path}<xxh64 action="failed">44bc2cf5ad770999</xxh64></hash>`),
    );
    expect(entries).toEqual([]);
    expect(warnings).toEqual(['"a.mov" failed a verification that this list records.']);
  });

  test("digests without a size or an action count", async () => {
    const { entries } = await readBytes(
      v2("<hash><path>SONYCARD.IND</path><xxh64>ef46db3751d8e999</xxh64></hash>"),
    );
    expect(entries).toEqual([
      {
        path: "SONYCARD.IND",
        sizeBytes: undefined,
        hashes: [{ algorithm: "xxh64", value: "ef46db3751d8e999" }],
      },
    ]);
  });

  test("a manifest that was edited after it was sealed is refused", async () => {
    const path = join(MHL_FIXTURES, "manifest-altered/ascmhl/0001_manifest-altered_2024-05-01_200000Z.mhl");
    expect(await faultOf(readMhl(path))).toBe("altered");
  });

  test.each([undefined, "<broken", "<ascmhldirectory/>"])(
    "a manifest with the chain %j is read, with a warning",
    async (chain) => {
      const folder = join(await tempFolder(), "ascmhl");
      await mkdir(folder);
      const path = join(folder, "0001.mhl");
      await writeFile(path, v2("<hash><path>a</path><md5>900150983cd24fb0d6963f7d28e17f72</md5></hash>"));
      if (chain !== undefined) await writeFile(join(folder, "ascmhl_chain.xml"), chain);
      const list = await readMhl(path);
      expect(list.entries).toHaveLength(1);
      expect(list.warnings).toEqual(["No chain proves that the hash list 0001.mhl is as it was written."]);
    },
  );
});

describe("a history of odd files", () => {
  const manifest = v2("<hash><path>a</path><md5>900150983cd24fb0d6963f7d28e17f72</md5></hash>");

  test.skipIf(process.platform === "win32").each([
    ["a pipe", (path: string) => promisify(execFile)("mkfifo", [path])],
    ["a link to a device without an end", (path: string) => symlink("/dev/zero", path)],
    ["a link", (path: string) => symlink("/etc/hostname", path)],
    ["a folder", (path: string) => mkdir(path)],
  ])("a chain that is %s proves nothing and is not waited for", async (_, make) => {
    const folder = join(await tempFolder(), "ascmhl");
    await mkdir(folder);
    await writeFile(join(folder, "0001.mhl"), manifest);
    await make(join(folder, "ascmhl_chain.xml"));
    const list = await readMhl(join(folder, "0001.mhl"));
    expect(list.warnings).toEqual(["No chain proves that the hash list 0001.mhl is as it was written."]);
  });

  test.skipIf(process.platform === "win32").each([
    ["a pipe", (path: string) => promisify(execFile)("mkfifo", [path])],
    ["a link to a device without an end", (path: string) => symlink("/dev/zero", path)],
  ])("a list that is %s cannot be used", async (_, make) => {
    const path = join(await tempFolder(), "list.mhl");
    await make(path);
    expect(await faultOf(readMhl(path))).toBe("unreadable");
  });

  test.skipIf(process.platform === "win32")("a history that lies elsewhere is not read", async () => {
    const [card, other] = [await tempFolder(), await tempFolder()];
    await writeFile(join(other, "0001.mhl"), manifest);
    await symlink(other, join(card, "ascmhl"));
    expect(await faultOf(readMhl(join(card, "ascmhl/0001.mhl")))).toBe("unreadable");
  });
});

describe("encodings", () => {
  const declared = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><hashlist version="1.0"><hash><file>`;
  const rest = "</file><size>1</size><null></null></hash></hashlist>";
  const around = (encoding: string, name: readonly number[]) =>
    Buffer.concat([Buffer.from(declared(encoding)), Buffer.from(name), Buffer.from(rest)]);
  const utf16le = Buffer.from(`${declared("UTF-16LE")}日本人${rest}`, "utf16le");

  test.each([
    ["EUC-JP", around("EUC-JP", [0xc6, 0xfc, 0xcb, 0xdc, 0xbf, 0xcd]), "日本人"],
    ["euc-kr", around("euc-kr", [0xc7, 0xd1, 0xb1, 0xb9]), "한국"],
    ["iso-8859-6", around("iso-8859-6", [0xe5, 0xe4, 0xe1]), "ملف"],
    ["ISO-8859-15", around("ISO-8859-15", [0xa4, 0xe4]), "€ä"],
    ["WINDOWS-1251", around("WINDOWS-1251", [0xf4, 0xe0, 0xe9, 0xeb]), "файл"],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${declared("UTF-8")}日本人${rest}`), "日本人"],
    ["UTF-16LE without a mark", utf16le, "日本人"],
    ["UTF-16LE with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), "日本人"],
    ["UTF-16BE without a mark", Buffer.from(utf16le).swap16(), "日本人"],
    [
      "UTF-16BE with a mark",
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le).swap16()]),
      "日本人",
    ],
    ["no declared encoding", Buffer.from(`<hashlist version="1.0"><hash><file>日本人${rest}`), "日本人"],
    [
      "lines ended by CR",
      Buffer.from(`${declared("UTF-8")}日本人${rest}`.replaceAll("><", ">\r<")),
      "日本人",
    ],
  ])("%s", async (_name, bytes, expected) => {
    expect((await readBytes(bytes)).entries.map(({ path }) => path)).toEqual([expected]);
  });

  test.each([
    ["an encoding that nobody knows", around("klingon", [0x41])],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])],
    ["bytes that do not fit the encoding", around("UTF-8", [0xff])],
  ])("%s is refused", async (_name, bytes) => {
    expect(await faultOf(readBytes(bytes))).toBe("not_a_hash_list");
  });
});

describe("hostile and broken lists", () => {
  test.each([
    ["nothing", ""],
    ["no XML", "MD5 (a) = 9001"],
    ["cut off", v1(hash("a", "<null/>")).slice(0, -20)],
    ["another XML", "<plist version='1.0'><dict/></plist>"],
    ["two lists", "<hashlist version='1.0'/><hashlist version='1.0'/>"],
    ["no version", "<hashlist/>"],
    ["a later version", "<hashlist version='3.0'/>"],
    [
      "entities of its own",
      '<!DOCTYPE hashlist [<!ENTITY b "b">]><hashlist version="1.1"><hash><file>&b;</file></hash></hashlist>',
    ],
    ["names of JavaScript", v1("<__proto__><polluted>1</polluted></__proto__>")],
    ["bottomless nesting", v1("<a>".repeat(50_000) + "</a>".repeat(50_000))],
  ])("%s is refused", async (_name, text) => {
    expect(await faultOf(readBytes(text))).toBe("not_a_hash_list");
  });

  test("a list that is not there, and a folder", async () => {
    const folder = await tempFolder();
    expect(await faultOf(readMhl(join(folder, "none.mhl")))).toBe("unreadable");
    expect(await faultOf(readMhl(folder))).toBe("unreadable");
  });

  test("a list larger than any real one is not read", async () => {
    expect(await faultOf(readBytes(Buffer.alloc(64 * 1024 * 1024 + 1)))).toBe("too_large");
  });

  test("no bytes make the reader throw anything but its own error", async () => {
    const path = join(await tempFolder(), "any.mhl");
    const good = Buffer.from(
      v1(hash("a&amp;b", "<md5>900150983cd24fb0d6963f7d28e17f72</md5>")) +
        v2('<hash><path size="3">b</path><xxh64 action="original">44bc2cf5ad770999</xxh64></hash>'),
    );
    const piece = fc.constantFrom(
      "<hash>",
      "</hash>",
      "<file>",
      "<md5>",
      "<hashes>",
      "</hashlist>",
      "<path size='9'>x",
      '<hashlist version="1.1">',
      '<hashlist version="2.0">',
      "<![CDATA[",
      "]]>",
      "<!--",
      "<?",
      "&",
      '="',
      "\0",
    );
    const damaged = fc
      .record({ at: fc.nat(good.length), length: fc.nat(20), by: fc.uint8Array({ maxLength: 8 }) })
      .map(({ at, length, by }) => Buffer.concat([good.subarray(0, at), by, good.subarray(at + length)]));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      damaged,
      fc.array(piece, { maxLength: 20 }).map((pieces) => Buffer.from(pieces.join(""))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (input) => {
        await writeFile(path, input);
        const result: unknown = await readMhl(path).catch((thrown: unknown) => thrown);
        const isFine = !(result instanceof Error) || result instanceof OdailiesError;
        expect(isFine).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
