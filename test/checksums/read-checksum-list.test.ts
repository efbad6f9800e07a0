// Plain lists as md5sum, xxhsum, TeraCopy, QuickSFV and people write them.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { xxhash128 } from "hash-wasm";
import { expect, test } from "vitest";
import { findHashLists } from "../../src/checksums/find-hash-lists.ts";
import { readHashList } from "../../src/checksums/read-hash-list.ts";
import { verifyFiles } from "../../src/checksums/verify-files.ts";
import { collect } from "../support/checksums-lists.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BYTES = "a clip";
const hex = (algorithm: string) => createHash(algorithm).update(BYTES).digest("hex");
const MD5 = hex("md5");
const CRC = crc32(BYTES).toString(16).padStart(8, "0").toUpperCase();
const XXH128 = await xxhash128(BYTES);
const NAME = "A001C001_240426_R1AA.mov";

async function verify(list: string, content: string | Uint8Array, bytes = BYTES) {
  const root = await tempFolder();
  await writeFile(join(root, NAME), bytes);
  await writeFile(join(root, list), content);
  const file = { path: join(root, NAME), relativePath: NAME, sizeBytes: bytes.length };
  const found = await findHashLists(root, [file]);
  const lists = await Promise.all(found.map((path) => readHashList(path)));
  const [result] = await collect(verifyFiles([file], lists));
  return {
    state: result?.state,
    algorithm: result?.algorithm,
    warnings: lists.flatMap((each) => each.warnings),
  };
}

test.each<[string, string, string]>([
  ["card.md5", `${MD5}  ${NAME}\n`, "md5"],
  ["card.md5", `\uFEFF; TeraCopy\r\n${MD5.toUpperCase()} *${NAME}\r\n`, "md5"],
  ["card.md5", `${MD5}\t.\\${NAME.toUpperCase()}`, "md5"],
  ["checksums.txt", `MD5 (${NAME}) = ${MD5}\n`, "md5"],
  ["MD5SUMS", `${MD5}  ./${NAME}\n`, "md5"],
  [`${NAME}.md5`, `${MD5}\n`, "md5"],
  ["A001C001_240426_R1AA.md5", MD5, "md5"],
  ["card.sha1", `${hex("sha1")}  ${NAME}\n`, "sha1"],
  ["SHA256SUMS", `# made on the cart\n${hex("sha256")}  ${NAME}\n`, "sha256"],
  ["card.sha512", `${hex("sha512")}  ${NAME}\n`, "sha512"],
  ["checksums.txt", `SHA2-256(${NAME})= ${hex("sha256")}\n`, "sha256"],
  ["checksums.txt", `CRC32 (${NAME}) = ${CRC}\n`, "crc32"],
  ["card.xxh", `${XXH128}  ${NAME}\n`, "xxh128"],
  ["card_xxh128.txt", `${XXH128}  ${NAME}\n`, "xxh128"],
  ["card.sfv", `; QuickSFV\n${NAME} ${CRC}\n`, "crc32"],
])("%s with %j vouches for the clip", async (list, content, algorithm) => {
  expect(await verify(list, content)).toEqual({ state: "verified", algorithm, warnings: [] });
  expect(await verify(list, content, "another clip")).toMatchObject({ state: "mismatch", algorithm });
});

test("a list in UTF-16, as PowerShell writes it, is read", async () => {
  const content = Buffer.from(`\uFEFF${MD5}  ${NAME}\r\n`, "utf16le");
  expect((await verify("card.md5", content)).state).toBe("verified");
});

test("lines that cannot be used are told, and the others count", async () => {
  const lines = [`${MD5}  ${NAME}`, `${MD5}  /Volumes/X/${NAME}`, "no checksum at all"];
  expect(await verify("card.md5", lines.join("\n"))).toMatchObject({
    state: "verified",
    warnings: [
      "Line 2 of the list is left out: it names no file below the list.",
      "Line 3 of the list is left out: it holds no digest that is known.",
    ],
  });
});

test("a digest of another kind is not taken for one of its length", async () => {
  const blake = `BLAKE2b (${NAME}) = ${hex("blake2b512")}`;
  expect(await verify("checksums.txt", [`${MD5}  ${NAME}`, blake].join("\n"))).toMatchObject({
    state: "verified",
    warnings: ["Line 2 of the list is left out: it holds no digest that is known."],
  });
});

test("a list without a single digest is refused by name", async () => {
  await expect(verify("card.md5", "to be done\n")).rejects.toMatchObject({
    code: "verify_failed",
    context: { fault: "not_a_hash_list" },
  });
});

test("above the card only names that can be nothing else are lists", async () => {
  const top = await tempFolder();
  for (const name of ["checksums.txt", "day.md5", "._day.md5", "day.constructor", "readme.txt"])
    await writeFile(join(top, name), "");
  expect(await findHashLists(join(top, "A001"), [])).toEqual([join(top, "day.md5")]);
});
