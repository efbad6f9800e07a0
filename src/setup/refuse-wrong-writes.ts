// Before a command begins: nothing it was told to write lies in an offload, or replaces a file of another kind.
import { open, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { findOffloadWrite, listWritePlaces, type WritePlace } from "../config/find-offload-write.ts";
import type { Scope } from "../config/setting.ts";
import { type Config, SETTINGS } from "../config/settings.ts";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";

/** As many links as systems follow. */
const MOST_LINKS = 40;
/** Enough to tell what kind of file it is. */
const HEAD_BYTES = 4096;

/** Throws `usage`. `offloads` are the folders that the command reads; nothing is written by this. */
export async function refuseWrongWrites(
  config: Config,
  scope: Scope,
  offloads: readonly string[],
): Promise<void> {
  const writes = listWritePlaces(config, userFolders(config), scope);
  const found = findOffloadWrite(
    await Promise.all(writes.map(async (place) => ({ place, lineage: await lineageOf(place.path) }))),
    await Promise.all(offloads.map(async (place) => ({ place, lineage: await lineageOf(resolve(place)) }))),
  );
  if (found) {
    const { write, offload } = found;
    throw new OdailiesError(
      "usage",
      `${write.path} lies in ${offload}, and nothing is ever written into an offload.`,
      {
        hint: `Give another place with ${write.flag}.`,
      },
    );
  }
  for (const write of writes) await requireSameKind(write);
}

/**
 * Itself and every folder around it. What is there is told by the file system's own number, so that neither case nor a
 * second mount hides it; what is not there yet by its path.
 */
async function lineageOf(path: string): Promise<readonly string[]> {
  const lineage: string[] = [];
  for (let current = await realPlace(path, MOST_LINKS); ; current = dirname(current)) {
    const there = await stat(current, { bigint: true }).catch(() => undefined);
    lineage.push(there ? `${there.dev}:${there.ino}` : current);
    if (dirname(current) === current) return lineage;
  }
}

/** Where something that is written to this path would lie, although it or a link's target may not be there yet. */
async function realPlace(path: string, linksLeft: number): Promise<string> {
  const there = await realpath(path).catch(() => undefined);
  if (there !== undefined || dirname(path) === path) return there ?? path;
  const folder = await realPlace(dirname(path), linksLeft);
  const place = join(folder, basename(path));
  const link = linksLeft > 0 ? await readlink(place).catch(() => undefined) : undefined;
  return link === undefined ? place : realPlace(resolve(folder, link), linksLeft - 1);
}

/** An empty file is nobody's loss; a pipe or a terminal holds nothing. */
async function requireSameKind({ name, flag, path }: WritePlace): Promise<void> {
  const { replaces } = SETTINGS[name];
  const there = replaces && (await stat(path).catch(() => undefined));
  if (!there?.isFile() || there.size === 0) return;
  const head = await readHead(path).catch(() => "");
  if (replaces?.test(head)) return;
  throw new OdailiesError("usage", `${path} is there already, and it is nothing that ${flag} wrote.`, {
    hint: "Give the name of a file that is not there yet.",
  });
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await file.close();
  }
}
