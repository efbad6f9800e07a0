import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readMhl } from "../../src/checksums/read-mhl.ts";
import { filesBelow, hasMhlSamples, MHL_SAMPLES, verifyTree } from "../support/checksums-lists.ts";

const sample = (name: string) => join(MHL_SAMPLES, name);

describe.skipIf(!hasMhlSamples)("lists that real tools wrote", () => {
  test.each(["md5", "sha1", "xxhash", "xxhash64", "xxhash64be", "multiple", "generic"])(
    "mhl-tool: %s verifies",
    async (name) => {
      const results = await verifyTree(sample(`pomfort__mhl-tool__tree/mhl_verify_${name}`), /\.txt$/);
      expect(results.map(({ state }) => state)).toEqual(["verified", "verified", "verified"]);
    },
  );

  test("mhl-tool: null vouches for sizes alone", async () => {
    const results = await verifyTree(sample("pomfort__mhl-tool__tree/mhl_verify_null"), /\.txt$/);
    expect(results.map(({ state }) => state)).toEqual(["size-only", "size-only", "size-only"]);
  });

  test("mhl-tool: one tree with names in many scripts and lists in many encodings verifies", async () => {
    const tree = sample("pomfort__mhl-tool__tree");
    const names = (await readdir(tree)).filter((name) => name.endsWith(".mhl") && !name.includes("utf-32"));
    const lists = await Promise.all(names.map((name) => readMhl(join(tree, name))));
    expect(lists.flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(lists.every(({ entries }) => entries.length > 0)).toBe(true);
    const files = await filesBelow(tree, /^(?!mhl_).*(?<!\.mhl)$/s);
    const listed = new Set(lists.flatMap(({ entries }) => entries.map(({ path }) => path.normalize("NFC"))));
    const found = files.filter(({ relativePath }) => listed.has(relativePath.normalize("NFC")));
    expect(found.length).toBeGreaterThan(20);
  });

  test.each([
    ["lucuma13__mhl-suite__ocopy_ascmhl_example.mhl", "o/COPY 0.9.2", 3],
    ["lucuma13__mhl-suite__ocopy_legacymhl_example.mhl", "o/COPY", 3],
    ["lucuma13__mhl-suite__shotputpro_legacymhl_example.mhl", "ShotPutPro", 3],
    ["lucuma13__mhl-suite__silverstack_ascmhl_example.mhl", "Pomfort Silverstack Lab 9.2.3", 4],
  ])("%s is read whole", async (name, tool, count) => {
    const list = await readMhl(sample(name));
    expect(list).toMatchObject({ tool, warnings: [] });
    expect(list.entries).toHaveLength(count);
    expect(list.entries.every(({ hashes }) => hashes.length === 1)).toBe(true);
  });

  test.each([
    ["scenario_01/travel_01", []],
    ["scenario_03/file_server", []],
    ["scenario_04/file_server", ["Sidecar.txt"]],
    ["scenario_05/file_server/Reels", []],
  ])("ascmitc %s: chains hold, and only %j mismatches", async (name, altered) => {
    const results = await verifyTree(sample(`ascmitc__mhl__${name}`), /\.(?:mov|txt)$/);
    const mismatched = results.filter(({ state }) => state === "mismatch");
    expect(mismatched.map(({ relativePath }) => basename(relativePath))).toEqual(altered);
    expect(results.filter(({ state }) => state === "verified").length).toBe(results.length - altered.length);
  });
});
