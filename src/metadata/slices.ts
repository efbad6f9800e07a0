// Long work in slices, so that timers, other clips and Ctrl-C get their turn in between.
import { setImmediate } from "node:timers/promises";

/** Short enough that nobody waits for it, long enough that the pauses cost nothing. */
const SLICE_MS = 40;

export interface Slices {
  /** To be asked often. A promise to be awaited where a pause is due, undefined where work may go on at once. */
  readonly next: () => Promise<void> | undefined;
}

/** The pause that is due throws the signal's reason once it is aborted. */
export function createSlices(signal?: AbortSignal): Slices {
  let began = performance.now();
  const pause = async () => {
    await setImmediate();
    signal?.throwIfAborted();
    began = performance.now();
  };
  return { next: () => (performance.now() - began < SLICE_MS ? undefined : pause()) };
}
