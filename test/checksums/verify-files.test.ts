import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { HashAlgorithm } from "../../src/checksums/hash-algorithm.ts";
import type { HashEntry, HashList } from "../../src/checksums/hash-list.ts";
import { verifyFiles } from "../../src/checksums/verify-files.ts";
import { collect, MHL_FIXTURES, verifyTree } from "../support/checksums-lists.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";
const XXH64_OF_ABC = "44bc2cf5ad770999";
const WRONG_MD5 = "0".repeat(32);

const entry = (
  path: string,
  hashes: Partial<Record<HashAlgorithm, string>>,
  sizeBytes: number | undefined = 3,
): HashEntry => ({
  path,
  sizeBytes,
  hashes: Object.entries(hashes).map(([algorithm, value]) => ({
    algorithm: algorithm as HashAlgorithm,
    value,
  })),
});

const list = (root: string, entries: readonly HashEntry[]): HashList => ({
  path: join(root, "list.mhl"),
  format: "mhl",
  root,
  tool: undefined,
  entries,
  warnings: [],
});

async function card(names: readonly string[], content = "abc") {
  const root = await tempFolder();
  const files = [];
  for (const relativePath of names) {
    const path = join(root, relativePath);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    files.push({ path, relativePath, sizeBytes: content.length });
  }
  return { root, files };
}

const states = async (files: Parameters<typeof verifyFiles>[0], lists: readonly HashList[]) =>
  (await collect(verifyFiles(files, lists))).map(({ relativePath, state }) => [relativePath, state]);

describe("whole trees", () => {
  test("MHL 1.x: every digest verifies, null tells the size alone", async () => {
    const results = await verifyTree(join(MHL_FIXTURES, "every-mhl-hash"), /\.mov$/);
    expect(results.map(({ relativePath, state, algorithm }) => [relativePath, state, algorithm])).toEqual([
      ["clips/md5.mov", "verified", "md5"],
      ["clips/null.mov", "size-only", "size"],
      ["clips/sha1.mov", "verified", "sha1"],
      ["clips/xxhash.mov", "verified", "xxh32"],
      ["clips/xxhash64.mov", "verified", "xxh64"],
      ["clips/xxhash64be.mov", "verified", "xxh64"],
    ]);
  });

  test("ASC MHL: every digest verifies", async () => {
    const results = await verifyTree(join(MHL_FIXTURES, "every-asc-mhl-hash"), /\.mov$/);
    expect(results.map(({ state, algorithm }) => [state, algorithm])).toEqual(
      ["c4", "md5", "sha1", "xxh128", "xxh3", "xxh64"].map((name) => ["verified", name]),
    );
  });

  test("a file whose altered digest a later generation records as failed is a mismatch", async () => {
    const results = await verifyTree(join(MHL_FIXTURES, "file-altered-since"), /\.mov$/);
    expect(results.map(({ state }) => state)).toEqual(["verified", "mismatch"]);
    expect(results[1]).toMatchObject({
      algorithm: "md5",
      expected: MD5_OF_ABC,
      actual: "4911e516e5aa21d327512e0c8b197616",
      list: expect.stringContaining("0001_file-altered-since") as string,
    });
  });
});

describe("one file", () => {
  test("the best digest decides, others of the same entry are not worked out", async () => {
    const { root, files } = await card(["a.mov"]);
    const lists = [list(root, [entry("a.mov", { md5: WRONG_MD5, xxh64: XXH64_OF_ABC })])];
    expect(await collect(verifyFiles(files, lists))).toEqual([
      {
        path: files[0]!.path,
        relativePath: "a.mov",
        state: "verified",
        algorithm: "xxh64",
        expected: XXH64_OF_ABC,
        actual: XXH64_OF_ABC,
        list: lists[0]!.path,
      },
    ]);
  });

  test("has to match every list that speaks of it", async () => {
    const { root, files } = await card(["a.mov"]);
    const good = list(root, [entry("a.mov", { xxh64: XXH64_OF_ABC })]);
    const bad = list(root, [entry("a.mov", { md5: WRONG_MD5 })]);
    expect(await states(files, [good, bad])).toEqual([["a.mov", "mismatch"]]);
  });

  test("of another size is a mismatch without being read", async () => {
    const { root, files } = await card(["a.mov"]);
    const lists = [list(root, [entry("a.mov", {}, 4)])];
    expect(await collect(verifyFiles(files, lists))).toMatchObject([
      { state: "mismatch", algorithm: "size", expected: "4", actual: "3" },
    ]);
  });

  test("that no list names is unlisted", async () => {
    const { root, files } = await card(["a.mov"]);
    expect(await states(files, [list(root, [])])).toEqual([["a.mov", "unlisted"]]);
    expect(await states(files, [list(root, [{ path: "a.mov", sizeBytes: undefined, hashes: [] }])])).toEqual([
      ["a.mov", "unlisted"],
    ]);
  });

  test("that has gone since the scan is missing", async () => {
    const { root } = await card([]);
    const files = [{ path: join(root, "a.mov"), relativePath: "a.mov", sizeBytes: 3 }];
    expect(await states(files, [list(root, [entry("a.mov", { md5: MD5_OF_ABC })])])).toEqual([
      ["a.mov", "missing"],
    ]);
  });

  test("that cannot be read is unreadable and costs the next one nothing", async () => {
    const { root, files } = await card(["b.mov"]);
    await mkdir(join(root, "a.mov"));
    const all = [{ path: join(root, "a.mov"), relativePath: "a.mov", sizeBytes: 3 }, ...files];
    const entries = [entry("a.mov", { md5: MD5_OF_ABC }), entry("b.mov", { md5: MD5_OF_ABC })];
    expect(await states(all, [list(root, entries)])).toEqual([
      ["a.mov", "unreadable"],
      ["b.mov", "verified"],
    ]);
  });
});

describe("names", () => {
  const nfc = "Stra\u00dfe-\u00fc.mov";
  const nfd = nfc.normalize("NFD");

  test("composed and decomposed Unicode is the same name", async () => {
    const { root, files } = await card([nfd]);
    const lists = [list(root, [entry(nfc, { md5: MD5_OF_ABC })])];
    expect(await states(files, lists)).toEqual([[nfd, "verified"]]);
  });

  test("of two files that differ in that only, each goes by its own entry", async () => {
    const { root, files } = await card([nfc, nfd]);
    expect(await states(files, [list(root, [entry(nfc, { md5: MD5_OF_ABC })])])).toEqual([
      [nfc, "verified"],
      [nfd, "unlisted"],
    ]);
  });

  test.each([
    ["of another case", "Clips/A.MOV"],
    ["with back slashes", "clips\\a.mov"],
    ["with percent signs", "clips/%61.mov"],
  ])("an entry %s speaks of the file", async (_, listed) => {
    const { root, files } = await card(["clips/a.mov"]);
    expect(await states(files, [list(root, [entry(listed, { md5: WRONG_MD5 })])])).toEqual([
      ["clips/a.mov", "mismatch"],
    ]);
  });

  test("percent signs that are the file's own stay", async () => {
    const { root, files } = await card(["50% grey.mov", "a%20b.mov", "a b.mov"]);
    const entries = [
      entry("50% grey.mov", { md5: MD5_OF_ABC }),
      entry("a%20b.mov", { md5: MD5_OF_ABC }),
      entry("a b.mov", { md5: WRONG_MD5 }),
    ];
    expect(await states(files, [list(root, entries)])).toEqual([
      ["50% grey.mov", "verified"],
      ["a%20b.mov", "verified"],
      ["a b.mov", "mismatch"],
    ]);
  });

  test.runIf(process.platform === "linux")(
    "of two files that differ by case, each goes by its own entry",
    async () => {
      const { root, files } = await card(["X.mov", "x.mov"]);
      const lists = [list(root, [entry("x.mov", { md5: WRONG_MD5 })])];
      expect(await states(files, lists)).toEqual([
        ["X.mov", "unlisted"],
        ["x.mov", "mismatch"],
      ]);
      // Asked for alone, too.
      expect(await states(files.slice(0, 1), lists)).toEqual([["X.mov", "unlisted"]]);
    },
  );
});

test("a cancelled run stops before the next file", async () => {
  const { root, files } = await card(["a.mov", "b.mov"]);
  const lists = [list(root, [entry("a.mov", { md5: MD5_OF_ABC }), entry("b.mov", { md5: MD5_OF_ABC })])];
  const controller = new AbortController();
  const reason = new Error("stop");
  const results = verifyFiles(files, lists, { signal: controller.signal });
  expect((await results.next()).value).toMatchObject({ state: "verified" });
  controller.abort(reason);
  await expect(results.next()).rejects.toBe(reason);
});

test("nothing on a write-protected card is touched", async () => {
  const root = await tempFolder();
  await writeFile(join(root, "a.mov"), "abc");
  const text = `<hashlist version="1.1"><hash><file>a.mov</file><size>3</size><md5>${MD5_OF_ABC}</md5></hash></hashlist>`;
  await writeFile(join(root, "card.mhl"), text);
  const before = await stat(root);
  await chmod(root, 0o555);
  expect((await verifyTree(root, /\.mov$/)).map(({ state }) => state)).toEqual(["verified"]);
  expect((await stat(root)).mtimeMs).toBe(before.mtimeMs);
  await chmod(root, 0o755);
  expect((await readdir(root)).toSorted()).toEqual(["a.mov", "card.mhl"]);
  expect(await readFile(join(root, "card.mhl"), "utf8")).toBe(text);
});
