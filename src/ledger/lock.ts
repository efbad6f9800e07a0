// One at a time on a folder, or on what else is named. The operating system holds the lock, so a dead holder holds nothing.
import { createHash } from "node:crypto";
import { access, constants, mkdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import Database from "libsql";
import { OdailiesError } from "../domain/errors.ts";
import { locksFolder } from "./places.ts";

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the locks of all `subjects` for `purpose` or throws `locked`, saying who holds one. Locks for other purposes are
 * not in the way: `card` is for runs, `watch` for watchers, a destination's id for what is written there. A subject is a
 * folder, or words for something that is no folder. A folder's lock keeps out every other on it, on a folder in it and
 * on one that it lies in, by whatever path: its files would be sent by both.
 *
 * Each folder has a SQLite file of its own: a subject takes it for itself alone, the folders above it together with
 * others. The kernel lets go of them the moment their process is gone.
 */
export async function takeLock(
  stateFolder: string,
  purpose: string,
  subjects: readonly string[],
): Promise<Lock> {
  const folder = locksFolder(stateFolder);
  const fileOf = (path: string) =>
    join(folder, createHash("sha256").update(`${purpose}\n${path}`).digest("hex").slice(0, 24));
  const places = await Promise.all(subjects.map(findPlace));
  const held: InstanceType<typeof Database>[] = [];
  const letGo = async () => {
    for (const place of places.slice(0, held.length)) await rm(`${fileOf(place)}.json`, { force: true });
    for (const database of held) database.close();
  };
  const hold = async (path: string, how: string) => {
    // SQLite itself would let everybody read it.
    await writeFile(`${fileOf(path)}.lock`, "", { flag: "a", mode: 0o600 });
    const database = new Database(`${fileOf(path)}.lock`, { timeout: 0 });
    try {
      database.exec(how);
      held.push(database);
    } catch (cause) {
      const isShared = how === ALONE && canShare(database);
      database.close();
      if ((cause as { code?: unknown }).code !== "SQLITE_BUSY") throw cause;
      throw lockedError(path, isShared ? undefined : await describeHolder(`${fileOf(path)}.json`), cause);
    }
  };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // SQLite would not say what is in its way.
    await access(folder, constants.W_OK);
    for (const place of places) {
      await hold(place, ALONE);
      const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
      await writeFile(`${fileOf(place)}.json`, JSON.stringify(holder), { mode: 0o600 });
    }
    for (const above of new Set(places.flatMap(foldersAbove))) await hold(above, SHARED);
  } catch (error) {
    await letGo();
    throw error;
  }
  return { release: letGo };
}

const ALONE = "BEGIN EXCLUSIVE";
/** Reading takes SQLite's shared lock, and an open transaction keeps it. */
const SHARED = "BEGIN; SELECT count(*) FROM sqlite_master";

function canShare(database: InstanceType<typeof Database>): boolean {
  try {
    database.exec(SHARED);
    return true;
  } catch {
    return false;
  }
}

async function findPlace(subject: string): Promise<string> {
  return isAbsolute(subject) ? realpath(subject).catch(() => subject) : subject;
}

function foldersAbove(place: string): string[] {
  const folders: string[] = [];
  if (!isAbsolute(place)) return folders;
  for (let at = place; dirname(at) !== at; at = dirname(at)) folders.unshift(dirname(at));
  return folders;
}

function lockedError(path: string, holder: string | undefined, cause: unknown): OdailiesError {
  const what = holder === undefined ? `a folder in ${path}` : `${path}: ${holder}`;
  return new OdailiesError("locked", `Another run has ${what}.`, {
    hint: "Wait until it is finished, or stop it; then run this command again.",
    cause,
  });
}

async function describeHolder(file: string): Promise<string> {
  try {
    const { pid, host, since } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    return `process ${String(pid)} on ${String(host)}, since ${String(since)}`;
  } catch {
    return "it does not say who it is";
  }
}
