// Keeps baked looks in a folder, each baked once: files named by what they hold, so that several runs may share it.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { filterPath } from "../filter-value.ts";
import type { Look } from "./apply-look.ts";
import { type BakeOptions, bakeLook } from "./bake-look.ts";
import { tableText } from "./table-text.ts";

export interface WrittenLook {
  /** Filters for a picture in `gbrp16le`, full range; empty for a look that changes nothing. Paths are absolute and escaped. */
  readonly filters: readonly string[];
  /** The files that the filters read. */
  readonly paths: readonly string[];
  /** How far the baked look is from its formula, in codes of 8 bits; more than 1 is worth a warning. */
  readonly errorCodes: number;
}

/** Raised when the same look would be baked differently. */
const VERSION = 1;

const storedLook = z.strictObject({
  errorCodes: z.number(),
  tables: z.array(
    z.strictObject({
      filter: z.enum(["lut1d", "lut3d"]),
      file: z.string().regex(/^[a-z0-9-]+\.cube$/),
      sha256: z.string(),
    }),
  ),
});
type StoredLook = z.output<typeof storedLook>;

/**
 * Bakes the look into `folder` (an absolute path, made if need be), or finds it there. Files that are missing, cut off
 * or altered are made anew. Any number of callers and processes may do the same at once.
 */
export async function writeLook(look: Look, folder: string, options: BakeOptions = {}): Promise<WrittenLook> {
  const list = join(folder, `look-${hashLook(look, options)}.json`);
  const stored = (await findStored(list, folder)) ?? (await bakeInto(list, folder, look, options));
  const paths = stored.tables.map(({ file }) => join(folder, file));
  return {
    filters: stored.tables.map(({ filter }, index) => filterText(filter, paths[index] ?? "")),
    paths,
    errorCodes: stored.errorCodes,
  };
}

/** A curve has an entry for every 16-bit value: nothing is left to interpolate. */
function filterText(filter: "lut1d" | "lut3d", path: string): string {
  return `${filter}=file=${filterPath(path)}:interp=${filter === "lut1d" ? "nearest" : "tetrahedral"}`;
}

async function findStored(list: string, folder: string): Promise<StoredLook | undefined> {
  try {
    const stored = storedLook.parse(JSON.parse(await readFile(list, "utf8")));
    const hashes = await Promise.all(
      stored.tables.map(async ({ file }) => sha256(await readFile(join(folder, file)))),
    );
    return stored.tables.every((table, index) => table.sha256 === hashes[index]) ? stored : undefined;
  } catch {
    // Not baked yet, or not whole.
    return undefined;
  }
}

async function bakeInto(list: string, folder: string, look: Look, options: BakeOptions): Promise<StoredLook> {
  const { tables, errorCodes } = bakeLook(look, options);
  await mkdir(folder, { recursive: true });
  const stored: StoredLook = { errorCodes, tables: [] };
  for (const table of tables) {
    const text = tableText(table);
    const hash = sha256(text);
    const file = `look-${hash.slice(0, 32)}.cube`;
    await replaceFile(join(folder, file), text);
    stored.tables.push({ filter: table.filter, file, sha256: hash });
  }
  // Last, so that it never names a file that is not there yet.
  await replaceFile(list, JSON.stringify(stored));
  return stored;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(part, text, { flag: "wx" });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function hashLook({ cdl, lut }: Look, options: BakeOptions): string {
  const hash = createHash("sha256").update(
    JSON.stringify([VERSION, options.maxCubeSize ?? null, cdl ?? null]),
  );
  for (const table of [lut?.curve, lut?.cube]) {
    hash.update(JSON.stringify(table ? [table.size, table.min, table.max] : null));
    if (table) hash.update(table.values);
  }
  return hash.digest("hex").slice(0, 32);
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
