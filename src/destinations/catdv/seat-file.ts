// A seat that this process holds, on disk: whoever comes after a crash can give it back.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const record = z.object({
  origin: z.string(),
  session: z.string().min(1),
  host: z.string(),
  pid: z.number(),
});

export interface SeatFile {
  /** On disk before it resolves; a later session replaces an earlier one. */
  keep(session: string): Promise<void>;
  drop(): Promise<void>;
  /**
   * Calls `free` with the session of each process of this computer that died holding a seat at this server, and forgets
   * those that it fulfils for.
   */
  freeOfDead(free: (session: string) => Promise<void>): Promise<void>;
}

/** Without a folder nothing is kept. A session opens everything that its user may see: readable by this user alone. */
export function createSeatFile(folder: string | undefined, origin: string): SeatFile {
  if (folder === undefined) return { keep: async () => {}, drop: async () => {}, freeOfDead: async () => {} };
  const prefix = `catdv-seat-${createHash("sha256").update(origin).digest("hex").slice(0, 12)}-`;
  const own = join(folder, `${prefix}${process.pid}-${randomUUID().slice(0, 8)}.json`);
  return {
    keep: async (session) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const text = JSON.stringify({ origin, session, host: hostname(), pid: process.pid });
      await writeFile(`${own}.part`, text, { mode: 0o600, flush: true });
      await rename(`${own}.part`, own);
    },
    drop: () => rm(own, { force: true }),
    freeOfDead: async (free) => {
      const names = await readdir(folder).catch(() => []);
      for (const name of names.filter((each) => each.startsWith(prefix) && each.endsWith(".json"))) {
        const path = join(folder, name);
        const seat = await readSeat(path);
        if (!seat || seat.origin !== origin || seat.host !== hostname() || isAlive(seat.pid)) continue;
        await free(seat.session).then(
          () => rm(path, { force: true }),
          // It stays for the next run; this one may still find a seat.
          () => undefined,
        );
      }
    },
  };
}

async function readSeat(path: string): Promise<z.infer<typeof record> | undefined> {
  try {
    return record.safeParse(JSON.parse(await readFile(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
