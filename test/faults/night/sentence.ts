// A kind of sentence that the program says, and how one is held against what is so.
import type { Heard } from "./cart.ts";
import type { Hearing, Verdict } from "./hearing.ts";

/** What the lines before this one have said. */
export interface Memory {
  /** By clip, how it ended; of a run that is told anew, the last time. */
  readonly ends: Map<string, string>;
  /** Heads of the table that is being read. */
  head: readonly string[];
  /** The clip that the line before was about. */
  clip: string;
}

export interface Sentence {
  /** The whole line, without the time before it. */
  readonly is: RegExp;
  /** Undefined where nothing is claimed that anybody could hold. */
  readonly holds?: (groups: readonly string[], told: Told) => Verdict;
}

export interface Told {
  readonly heard: Heard;
  readonly hearing: Hearing;
  readonly memory: Memory;
}
