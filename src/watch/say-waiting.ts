// While something waits, a line says what and why: once per card and reason, never one per file and second.
import type { Say } from "./watch-events.ts";
import type { WaitKind } from "./settle.ts";
import type { TrackedFile, WatchedCard } from "./watched-card.ts";

/** The most telling first; what is settling, or waits for such a file, needs no line. */
const TELLING: readonly WaitKind[] = ["not-whole", "held", "open", "empty", "again", "changing"];
/** A copy of many files says one line in this time. */
const CHANGING_EVERY_MS = 30_000;

export interface WaitingLines {
  say(folder: string, cards: ReadonlyMap<string, WatchedCard>, nowMs: number): void;
}

export function createWaitingLines(settleMs: number, say: Say): WaitingLines {
  const said = new WeakMap<WatchedCard, { readonly what: string; readonly atMs: number }>();
  return {
    say: (folder, cards, nowMs) => {
      for (const watched of cards.values()) {
        const waiting = [...watched.files].filter(([, file]) => file.wait !== undefined);
        const told = findTelling(waiting, nowMs - settleMs);
        if (!told) continue;
        const [path, { wait }] = told;
        const what =
          wait?.kind === "changing" || wait?.kind === "again" ? wait.kind : `${path} ${wait?.reason}`;
        const last = said.get(watched);
        const isNew = last?.what !== what || nowMs - last.atMs > CHANGING_EVERY_MS * 20;
        const isTooSoon =
          last !== undefined && wait?.kind === "changing" && nowMs - last.atMs < CHANGING_EVERY_MS;
        if (!wait || !isNew || isTooSoon) continue;
        said.set(watched, { what, atMs: nowMs });
        const file = watched.key === "" ? path : `${watched.key}/${path}`;
        say({ type: "waiting", folder, file, reason: wait.reason, files: waiting.length });
      }
    },
  };
}

function findTelling(
  waiting: readonly (readonly [string, TrackedFile])[],
  sinceMs: number,
): readonly [string, TrackedFile] | undefined {
  for (const kind of TELLING) {
    const found = waiting.find(([, { wait, seen }]) => wait?.kind === kind && seen.firstMs <= sinceMs);
    if (found) return found;
  }
  return undefined;
}
