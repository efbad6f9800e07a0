// Does anybody still have this file open for writing? Asked of the system at most twice a second.
import { findWriters, writerOf, type Writers } from "./open-files.ts";
import { isAbandoned, type Patience, type Seen } from "./settle.ts";

/**
 * A full sentence; undefined where nobody has it open, or the system does not tell. `sinceMs`: an answer that is older
 * does not do (default: half a second).
 */
export type OpenCheck = (seen: Seen, sinceMs?: number) => Promise<string | undefined>;

/** One look at all processes serves many files. */
const WRITERS_FOR_MS = 500;
/** A program that keeps a file open for so many times the patience without touching it is not writing it. */
const LONG = 6;

export function createOpenCheck(patience: () => Patience): OpenCheck {
  let writers: { readonly atMs: number; readonly found: Promise<Writers> } | undefined;
  const writersSince = (sinceMs: number, nowMs: number) => {
    if (!writers || writers.atMs < sinceMs) writers = { atMs: nowMs, found: findWriters() };
    return writers.found;
  };
  return async (seen, since) => {
    const { nowMs, wallMs, patienceMs } = patience();
    const writer = writerOf(seen.look, await writersSince(since ?? nowMs - WRITERS_FOR_MS, nowMs));
    if (!writer || isAbandoned(seen, { nowMs, wallMs, patienceMs: LONG * patienceMs })) return undefined;
    const name = writer.program === "" ? "" : `${writer.program}, `;
    return `It is open for writing (${name}process ${writer.pid}).`;
  };
}
