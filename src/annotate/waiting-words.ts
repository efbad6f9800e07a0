// While clips that were sent do not show at the destination, it is said what is waited for: silence looks like a fault.
import type { Listing } from "../destinations/listing.ts";
import type { Emit } from "../domain/events.ts";

export interface WaitingWords {
  /** Says it where it was not said lately. */
  say(names: readonly string[]): void;
}

/** It is no news while a service takes a few seconds; then once a minute. */
const FIRST_MS = 15_000;
const AGAIN_MS = 60_000;

export function createWaitingWords(
  label: string,
  listing: Pick<Listing, "twinOf">,
  emit: Emit,
  nowMs: () => number = () => performance.now(),
): WaitingWords {
  let sinceMs: number | undefined;
  let saidMs = -Infinity;
  return {
    say: (names) => {
      sinceMs ??= nowMs();
      if (nowMs() - sinceMs < FIRST_MS || nowMs() - saidMs < AGAIN_MS) return;
      saidMs = nowMs();
      const [first = ""] = names;
      const more = names.length > 1 ? ` and ${names.length - 1} more` : "";
      const twin = listing.twinOf(first);
      const seen = twin === undefined ? "" : ` ${label} shows ${twin}, which is spelled alike.`;
      const message = `${first}${more} was sent and does not show at ${label} yet; its metadata waits for it.${seen}`;
      emit({ type: "warning", code: "waiting", message });
    },
  };
}
