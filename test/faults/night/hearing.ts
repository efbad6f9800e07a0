// What every listener knows of the run that it listens to.
import type { Heard, Spoken } from "./cart.ts";
import { ZONE } from "./cart.ts";
import { type ClipTruth, clipsOf, type Moment } from "./truth.ts";

export interface Hearing {
  readonly spoken: Spoken;
  readonly command: string;
  readonly folders: readonly string[];
  /** What is so at this moment of the clips that the run is about. */
  clips(moment: Moment): readonly ClipTruth[];
  clip(moment: Moment, name: string): ClipTruth | undefined;
}

export function createHearing(spoken: Spoken, folders: readonly string[], hasPictures: boolean): Hearing {
  const clips = (moment: Moment) => clipsOf(moment, folders, hasPictures);
  return {
    ...{ spoken, folders, clips, command: spoken.args[0] ?? "" },
    clip: (moment, name) => clips(moment).find((clip) => clip.name === name),
  };
}

/** A claim that does not hold, as a sentence; undefined where it holds. */
export type Verdict = string | undefined;

export function same(what: string, said: unknown, real: unknown): Verdict {
  const [a, b] = [JSON.stringify(said), JSON.stringify(real)];
  return a === b ? undefined : `${what}: said ${a}, really ${b}`;
}

export function first(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict !== undefined);
}

/** `23:59`, on the wall of the set. */
export function clockOf(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
}

/** A sentence is heard a moment after it was said. */
export function isSaidAt(clock: string, { saidMs }: Heard): boolean {
  return [0, 60_000, 120_000].some((agoMs) => clockOf(saidMs - agoMs) === clock);
}
