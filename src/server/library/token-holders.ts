// Which servers a passing token lives with: it ends with the last of them, also where they were killed.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Library, writeAtomically } from "./open-library.ts";
import { selectAll } from "./query.ts";

/** One running server. */
export interface TokenHolder {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

interface HolderRow {
  readonly token: number;
  readonly host: string;
  readonly pid: number;
  readonly seen_at_ms: number;
}

/** So often a server says that it lives. */
export const HOLDER_BEAT_MS = 10_000;

/** A process of another machine (or container) cannot be asked: it lives as long as it says so. */
const UNHEARD_MS = 60_000;
/** On this machine another process may have got the number of a dead one. Long enough for a machine that was asleep. */
const UNHEARD_HERE_MS = 10 * 60_000;

export function newHolder(): TokenHolder {
  return { id: randomUUID(), host: hostname(), pid: process.pid };
}

/** Call inside a transaction. */
export function holdToken(library: Library, token: number, { id, host, pid }: TokenHolder): void {
  library.database
    .prepare(
      "INSERT OR REPLACE INTO token_holders (token, holder, host, pid, seen_at_ms) VALUES (?, ?, ?, ?, ?)",
    )
    .run(token, id, host, pid, Date.now());
}

export function isHeld(library: Library, token: number): boolean {
  return holdersOf(library, token).some(isAlive);
}

/** To be called every `HOLDER_BEAT_MS`. Does not throw: a beat that is missed is no fault, the next one makes up for it. */
export function keepHolding(library: Library, { id }: TokenHolder): void {
  try {
    library.database.prepare("UPDATE token_holders SET seen_at_ms = ? WHERE holder = ?").run(Date.now(), id);
  } catch {
    // Out of a timer it would end the program, for a library that another process has locked for long.
  }
}

/** Lets go of all that this server holds, and removes every passing token that nobody alive holds any more. */
export function releaseTokens(library: Library, holder: TokenHolder): void {
  writeAtomically(library, () => {
    library.database.prepare("DELETE FROM token_holders WHERE holder = ?").run(holder.id);
    const passing = selectAll<{ id: number }>(library.database, "SELECT id FROM tokens WHERE is_passing = 1");
    for (const { id } of passing.filter((token) => !isHeld(library, token.id))) {
      library.database.prepare("DELETE FROM token_holders WHERE token = ?").run(id);
      library.database.prepare("DELETE FROM tokens WHERE id = ?").run(id);
    }
  });
}

function holdersOf(library: Library, token: number): HolderRow[] {
  return selectAll<HolderRow>(
    library.database,
    "SELECT token, host, pid, seen_at_ms FROM token_holders WHERE token = ?",
    token,
  );
}

function isAlive({ host, pid, seen_at_ms: seenAtMs }: HolderRow): boolean {
  const unheardMs = Date.now() - seenAtMs;
  if (host !== hostname()) return unheardMs < UNHEARD_MS;
  if (pid === process.pid) return true;
  return unheardMs < UNHEARD_HERE_MS && isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
