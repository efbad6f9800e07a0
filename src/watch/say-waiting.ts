// While something waits, a line says what and why: once per card and reason, never one per file and second.
import type { Say } from "../domain/watch-events.ts";
import { isSheetName } from "../domain/sheet-extensions.ts";
import { WAIT_KINDS } from "./settle.ts";
import type { TrackedFile, WatchedCard } from "./watched-card.ts";

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
        const told = findTelling(watched, nowMs - settleMs);
        if (!told) continue;
        const [path, { wait }] = told.named;
        const what =
          wait?.kind === "changing" || wait?.kind === "again" ? wait.kind : `${path} ${wait?.reason}`;
        const last = said.get(watched);
        const isNew = last?.what !== what || nowMs - last.atMs > CHANGING_EVERY_MS * 20;
        const isTooSoon =
          last !== undefined && wait?.kind === "changing" && nowMs - last.atMs < CHANGING_EVERY_MS;
        if (!wait || !isNew || isTooSoon) continue;
        said.set(watched, { what, atMs: nowMs });
        const file = watched.key === "" ? path : `${watched.key}/${path}`;
        say({ type: "waiting", folder, file, reason: wait.reason, files: told.files });
      }
    },
  };
}

type NamedFile = readonly [path: string, file: TrackedFile];

/** What is settling, or waits for such a file, needs no line. */
function findTelling(
  { files }: WatchedCard,
  sinceMs: number,
): { readonly named: NamedFile; readonly files: number } | undefined {
  let named: NamedFile | undefined;
  let best = Infinity;
  let waiting = 0;
  for (const each of files) {
    const [, { wait, seen }] = each;
    if (!wait) continue;
    waiting += 1;
    const { telling = Infinity } = WAIT_KINDS[wait.kind];
    // A table that is no sheet is said once it is left aside.
    if (wait.kind === "not-whole" && isSheetName(each[0])) continue;
    if (telling >= best || seen.firstMs > sinceMs) continue;
    named = each;
    best = telling;
  }
  return named && { named, files: waiting };
}
