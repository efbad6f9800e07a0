// The rules that keep long lists off the stack and long texts off slow expressions, seen to fire.
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");

const SOURCE = `export const greatest = (list: number[]) => Math.max(...list);
export const both = (list: string[], more: string[]) => list.push("a", ...more);
export const all = (...given: number[]) => Math.max(...given);
export const three = () => Math.max(...[1, 2, 3]);
export const ending = (text: string) => text.replace(/\\s+$/, "");
export const value = (text: string) => /^a\\s*(.*?)\\s*$/.test(text);
export const plain = (text: string) => /^a\\s*=/.test(text);
`;

test("lists as arguments and expressions that grow with the square are errors, and only these", async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, "src"));
  await mkdir(join(folder, "test"));
  await symlink(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  await cp(join(REPOSITORY, ".oxlint.config.js"), join(folder, ".oxlint.config.js"));
  await cp(import.meta.dirname, join(folder, "test/lint"), { recursive: true });
  await writeFile(join(folder, "src/case.ts"), SOURCE);
  const oxlint = join(REPOSITORY, "node_modules/.bin/oxlint");
  const { stdout } = await execa(oxlint, ["-c", ".oxlint.config.js", "--format", "unix", "src"], {
    cwd: folder,
    reject: false,
  });
  const found = [...stdout.matchAll(/case\.ts:(\d+):.*\[Error\/(?:odailies|regexp)\(([\w-]+)\)\]/g)];
  const lines = [...new Set(found.map(([, line, rule]) => `${line}: ${rule}`))].toSorted();
  expect(lines).toEqual([
    "1: no-spread-into-calls",
    "2: no-spread-into-calls",
    "5: no-super-linear-move",
    "6: no-super-linear-backtracking",
  ]);
});
