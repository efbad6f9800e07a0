// Whatever file a person or a card names: a pipe that nobody fills and a device without end are refused at once.
import { execFile } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readSheetDates } from "../../src/annotate/sheets/decided-sheets.ts";
import { readUndoFile } from "../../src/annotate/undo-file.ts";
import { hashFile } from "../../src/checksums/file-hasher.ts";
import { findConfigFiles } from "../../src/config/find-config-files.ts";
import { readTokenFile } from "../../src/config/read-token.ts";
import { identifySource } from "../../src/ledger/source-identity.ts";
import { findFont } from "../../src/media/burn-in/find-font.ts";
import { readCdlFile } from "../../src/media/look/read-cdl-file.ts";
import { readCube } from "../../src/media/look/read-cube.ts";
import { readSheet } from "../../src/metadata/read-sheet.ts";
import { readUnchanged } from "../../src/net/read-unchanged.ts";
import { readPlan } from "../../src/setup/read-plan.ts";
import { readSpec } from "../../src/spec/read-spec.ts";
import { hasHole } from "../../src/watch/has-hole.ts";
import { tempFolder } from "../support/temp-folder.ts";

const found = (path: string) => ({ path, relativePath: "A001C001.mov", sizeBytes: 0, mtimeMs: Date.now() });
const findConfig = (path: string, folder: string) =>
  findConfigFiles({ named: path, profile: undefined, cwd: folder, userConfigFolder: folder });

async function sendAll(path: string): Promise<void> {
  for await (const _ of readUnchanged(found(path)));
}

const READERS: readonly [what: string, read: (path: string, folder: string) => unknown, error: object][] = [
  ["token.txt", readTokenFile, { code: "config_invalid" }],
  ["odailies.toml", findConfig, { code: "config_invalid" }],
  ["undo.json", readUndoFile, { code: "metadata_unreadable" }],
  ["font.ttf", findFont, { code: "usage" }],
  ["spec.json", readSpec, { code: "spec_invalid" }],
  ["plan.json", readPlan, { code: "plan_invalid" }],
  ["look.cube", readCube, { code: "lut_invalid" }],
  ["look.cdl", readCdlFile, { code: "lut_invalid" }],
  ["sheet.csv", (path) => readSheet(path), { code: "metadata_unreadable" }],
  ["given.csv", (path) => readSheetDates({ given: [path], scans: [] }), { fault: "not-a-file" }],
  ["sent.mov", sendAll, { code: "card_changed" }],
  ["hashed.mov", (path) => hashFile(path), { code: "verify_failed" }],
  ["known.mov", (path) => identifySource(found(path)), { code: "card_changed" }],
  ["watched.mov", hasHole, { fault: "not-a-file" }],
];

describe.skipIf(process.platform === "win32")("not an ordinary file", () => {
  test.each(READERS)("%s", async (name, read, error) => {
    const folder = await tempFolder();
    await promisify(execFile)("mkfifo", [join(folder, name)]);
    await expect(read(join(folder, name), folder)).rejects.toMatchObject(error);
    const other = await tempFolder();
    await symlink("/dev/zero", join(other, name));
    await expect(read(join(other, name), other)).rejects.toMatchObject(error);
  });
});
