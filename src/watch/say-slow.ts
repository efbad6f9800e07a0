// Says when a look at a folder takes so long that a person should know; the other folders go on meanwhile.
import type { Say } from "../domain/watch-events.ts";

const LONG_MS = 30_000;

/** Gives back what to call when the folder has answered. */
export function saySlow(folder: string, say: Say, longMs = LONG_MS): () => void {
  const startedMs = performance.now();
  let isSaid = false;
  const timer = setTimeout(() => {
    isSaid = true;
    const message = `${folder} has not answered for ${longMs / 1000} s. Nothing of it is taken until it does; other folders go on.`;
    say({ type: "notice", code: "folder_slow", message, isTrouble: true });
  }, longMs);
  return () => {
    clearTimeout(timer);
    if (!isSaid) return;
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    const message = `${folder} has answered after ${seconds} s.`;
    say({ type: "notice", code: "folder_answers", message, isTrouble: false });
  };
}
