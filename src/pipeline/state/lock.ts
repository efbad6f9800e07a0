// One run per card and destination. The operating system holds the lock, so a dead holder holds nothing.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { OdailiesError } from "../../domain/errors.ts";

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock of `cardRoot` for `destinationId` or throws `locked`, saying who holds it. It is an exclusive
 * SQLite transaction on a file of its own: released by the kernel the moment its process is gone.
 */
export async function takeLock(stateFolder: string, destinationId: string, cardRoot: string): Promise<Lock> {
  const folder = join(stateFolder, "locks");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = createHash("sha256").update(`${destinationId}\n${cardRoot}`).digest("hex").slice(0, 24);
  const holderFile = join(folder, `${name}.json`);
  const lockFile = join(folder, `${name}.lock`);
  // SQLite itself would let everybody read it.
  await writeFile(lockFile, "", { flag: "a", mode: 0o600 });
  const database = new Database(lockFile, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new OdailiesError("locked", `Another run has ${cardRoot}${await describeHolder(holderFile)}.`, {
      hint: "Wait until it is finished, or stop it; then run this command again.",
      cause,
    });
  }
  const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(holderFile, JSON.stringify(holder), { mode: 0o600 });
  return {
    release: async () => {
      await rm(holderFile, { force: true });
      database.exec("ROLLBACK");
      database.close();
    },
  };
}

async function describeHolder(file: string): Promise<string> {
  try {
    const { pid, host, since } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    return `: process ${String(pid)} on ${String(host)}, since ${String(since)}`;
  } catch {
    return "";
  }
}
