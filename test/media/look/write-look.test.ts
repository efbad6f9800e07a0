import { readFile, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cdl } from "../../../src/domain/cdl.ts";
import { bakeLook } from "../../../src/media/look/bake-look.ts";
import { parseCube } from "../../../src/media/look/parse-cube.ts";
import { writeLook } from "../../../src/media/look/write-look.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const neutral: Cdl = { slope: [1, 1, 1], offset: [0, 0, 0], power: [1, 1, 1], saturation: 1 };
const soft: Cdl = { ...neutral, saturation: 0.9 };
const dark: Cdl = { ...neutral, power: [1.1, 1.1, 1.1] };
const identity = parseCube("LUT_3D_SIZE 2\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n");

test("a look without sharp bends is one cube of 65 points, in the plainest text", async () => {
  const folder = await tempFolder();
  const { paths, filters } = await writeLook({ cdl: soft, lut: identity }, folder);
  const text = await readFile(paths[0]!, "utf8");
  const lines = text.split("\n");
  expect(filters).toHaveLength(1);
  expect(lines[0]).toBe("LUT_3D_SIZE 65");
  expect(lines).toHaveLength(65 ** 3 + 2);
  expect(lines[2]).toBe("0.014395 0.000332 0.000332");
  expect(lines.slice(1, -1).every((line) => /^-?\d\.\d{6} -?\d\.\d{6} -?\d\.\d{6}$/.test(line))).toBe(true);
  expect(text).not.toContain("\r");
});

test("names are plain, and nothing half-made is left", async () => {
  const folder = await tempFolder();
  await writeLook({ cdl: dark }, folder);
  const names = await readdir(folder);
  expect(names).toHaveLength(2);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+\.(?:cube|json)$/);
});

test("baked once; another look gets files of its own", async () => {
  const folder = await tempFolder();
  const first = await writeLook({ cdl: dark }, folder);
  const before = await stat(first.paths[0]!, { bigint: true });
  expect(await writeLook({ cdl: dark }, folder)).toEqual(first);
  expect((await stat(first.paths[0]!, { bigint: true })).mtimeNs).toBe(before.mtimeNs);
  const other = await writeLook({ cdl: { ...dark, power: [1.2, 1.1, 1.1] } }, folder);
  expect(other.paths).not.toEqual(first.paths);
});

test.each<[string, (path: string) => Promise<void>]>([
  ["cut off", (path) => truncate(path, 1000)],
  ["altered", async (path) => writeFile(path, (await readFile(path, "utf8")).replace("0.5", "0.6"))],
  ["empty", (path) => writeFile(path, "")],
  ["gone", (path) => rm(path)],
])("a baked file that is %s is made anew", async (_, harm) => {
  const folder = await tempFolder();
  const { paths } = await writeLook({ cdl: dark }, folder);
  const good = await readFile(paths[0]!, "utf8");
  await harm(paths[0]!);
  await writeLook({ cdl: dark }, folder);
  expect((await readFile(paths[0]!, "utf8")) === good).toBe(true);
});

test("a broken list is made anew", async () => {
  const folder = await tempFolder();
  const first = await writeLook({ cdl: dark }, folder);
  const list = (await readdir(folder)).find((name) => name.endsWith(".json"))!;
  await writeFile(join(folder, list), '{"tables":[{"file":"../../etc/passwd"');
  expect(await writeLook({ cdl: dark }, folder)).toEqual(first);
});

test("many writers at once agree", async () => {
  const folder = await tempFolder();
  const all = await Promise.all(Array.from({ length: 4 }, () => writeLook({ cdl: dark }, folder)));
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(await readdir(folder)).toHaveLength(2);
});

test("sharp bends become steps of their own, the LUT's own numbers last", () => {
  const steep: Cdl = { ...neutral, power: [0.4, 0.4, 0.4] };
  const kinked = parseCube(
    `LUT_3D_SIZE 3\n${Array.from({ length: 27 }, (_, at) => `${at % 2} 0 0`).join("\n")}`,
  );
  const sizes = (look: Parameters<typeof bakeLook>[0]) =>
    bakeLook(look).tables.map(({ filter, size }) => `${filter} ${size}`);
  expect(sizes({ cdl: steep })).toEqual(["lut1d 65536"]);
  expect(sizes({ cdl: steep, lut: kinked })).toEqual(["lut1d 65536", "lut3d 3"]);
  expect(sizes({ cdl: { ...steep, saturation: 2 }, lut: kinked })).toEqual([
    "lut1d 65536",
    "lut3d 2",
    "lut3d 3",
  ]);
  expect(sizes({ lut: kinked })).toEqual(["lut3d 65"]);
});

test("no cube is larger than ffmpeg reads, and what that costs is known", () => {
  const values = Array.from({ length: 65 ** 3 }, (_, at) => (at % 65) % 2).map((value) => `${value} 0 0`);
  const comb = parseCube(`LUT_3D_SIZE 65\n${values.join("\n")}`);
  const old = bakeLook({ lut: comb }, { maxCubeSize: 64 });
  expect(old.tables.every(({ size, filter }) => filter === "lut1d" || size <= 64)).toBe(true);
  expect(old.errorCodes).toBeGreaterThan(100);
  expect(bakeLook({ lut: comb }).errorCodes).toBeLessThan(0.001);
});
