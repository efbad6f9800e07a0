// Waits, and stops at once with the signal's own reason.
import { setTimeout } from "node:timers/promises";

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}
