// Is a file whole, as far as looking at it from outside can tell? Pure: only looks and clocks go in.

/** What one look at a file showed. */
export interface Look {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** Changed by every write, rename and `utimes`, and settable by nobody (POSIX `stat`). */
  readonly ctimeMs: number;
  readonly birthtimeMs: number;
  readonly device: number;
  readonly inode: number;
}

/** A file as it looks now, and since when; times on this process's own clock, never the file system's. */
export interface Seen {
  readonly look: Look;
  readonly firstMs: number;
  readonly sinceMs: number;
}

export type WaitKind = keyof typeof WAIT_KINDS;

/** `endsAlone`: over by itself, nobody else has to act · `telling`: said first where it is small; without it, never. */
export const WAIT_KINDS = {
  "not-whole": { endsAlone: false, telling: 1 },
  held: { endsAlone: false, telling: 2 },
  open: { endsAlone: false, telling: 3 },
  empty: { endsAlone: false, telling: 4 },
  again: { endsAlone: false, telling: 5 },
  changing: { endsAlone: true, telling: 6 },
  "with-others": { endsAlone: false, telling: undefined },
  "with-graded": { endsAlone: false, telling: undefined },
  settling: { endsAlone: true, telling: undefined },
} as const;

/** Why a file is not taken yet. */
export interface Wait {
  readonly kind: WaitKind;
  /** A full sentence for people, without the file's name. */
  readonly reason: string;
}

export function see(before: Seen | undefined, look: Look, nowMs: number): Seen {
  if (before && isSameLook(before.look, look)) return before;
  return { look, firstMs: before?.firstMs ?? nowMs, sinceMs: nowMs };
}

function isSameLook(a: Look, b: Look): boolean {
  return hasSameContent(a, b) && a.ctimeMs === b.ctimeMs && a.inode === b.inode && a.device === b.device;
}

/** By size and mtime alone, which is what the ledger goes by: a file once taken is not new because of a `chmod`. */
export function hasSameContent(a: Look, b: Look): boolean {
  return a.sizeBytes === b.sizeBytes && a.mtimeMs === b.mtimeMs;
}

export interface Clock {
  /** When the file was last looked at: what nobody has looked at since may have changed. */
  readonly nowMs: number;
  readonly settleMs: number;
}

/** What else speaks for or against a file at this moment. */
export interface Evidence extends Clock {
  /** What a copier left to say that it is at work; undefined when nothing does. */
  readonly hold: string | undefined;
  /** When the copier's word that it is finished was seen. */
  readonly finishedMs: number | undefined;
}

/** Even a file that is said to be finished is looked at twice. */
const TWO_LOOKS_MS = 1000;

/** Undefined once the file has been left alone for long enough; markers go before the clock. */
export function judgeQuiet(seen: Seen, evidence: Evidence): Wait | undefined {
  const { nowMs, settleMs, hold, finishedMs } = evidence;
  if (hold !== undefined) return { kind: "held", reason: hold };
  const isFinished = finishedMs !== undefined && finishedMs >= seen.sinceMs;
  const neededMs = isFinished ? Math.min(TWO_LOOKS_MS, settleMs) : settleMs;
  // It may have been found after the last look at everything.
  const quietMs = Math.max(0, nowMs - seen.sinceMs);
  if (quietMs < neededMs) {
    const hasChanged = seen.sinceMs > seen.firstMs;
    return hasChanged
      ? { kind: "changing", reason: "It is still being written." }
      : { kind: "settling", reason: `It has been quiet for ${seconds(quietMs)} of ${seconds(settleMs)} s.` };
  }
  return seen.look.sizeBytes === 0 ? { kind: "empty", reason: "There is nothing in it yet." } : undefined;
}

/**
 * Has it been left alone for half the time, and does nothing hold it? Then it may be looked into already: what that
 * finds counts only if nothing changes until the other half is over.
 */
export function isCalm({ look, sinceMs }: Seen, wait: Wait, { nowMs, settleMs }: Clock): boolean {
  if (wait.kind !== "settling" && wait.kind !== "changing") return false;
  return look.sizeBytes > 0 && nowMs - sinceMs >= settleMs / 2;
}

export interface Patience {
  readonly nowMs: number;
  /** The system's clock, which the file's own times are on. */
  readonly wallMs: number;
  readonly patienceMs: number;
}

/**
 * Nobody has touched the file for so long that nobody will: as watched, or, for one that was there before, as its
 * mtime and ctime both tell.
 */
export function isAbandoned({ look, sinceMs }: Seen, { nowMs, wallMs, patienceMs }: Patience): boolean {
  if (nowMs - sinceMs >= patienceMs) return true;
  return wallMs - Math.max(look.mtimeMs, look.ctimeMs) >= patienceMs;
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}
