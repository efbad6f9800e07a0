// Everything that a watcher is asked: decided once, by the command, before anything happens.
import type { Emit } from "../domain/events.ts";
import type { RunEnded } from "../runs/tally.ts";
import type { ProverOptions } from "./prove-files.ts";
import type { RunSettings } from "./run-card.ts";
import type { ListMounts } from "./volume-kind.ts";
import type { WatchedFolderOptions } from "./watched-folder.ts";
import type { Say } from "../domain/watch-events.ts";

/** How patient the watcher is; all in milliseconds. */
export interface WatchTiming {
  /** So long a file is left alone before it counts as finished. */
  readonly settleMs: number;
  /** A file that is not whole and that nobody has touched for so long is handed over as it is, to be rejected. */
  readonly patienceMs: number;
  /** Between two looks at a polled folder; a look may take a fifth of the time, so a large one is looked at less often. */
  readonly pollMs: number;
  /** Between two looks at a folder that tells of its changes by itself. */
  readonly rescanMs: number;
  /** After the first failure; doubled with each further one, up to half an hour. */
  readonly againMs: number;
  /** A run that has said nothing for so long holds up no other card. */
  readonly standstillMs: number;
}

export const DEFAULT_TIMING: WatchTiming = {
  settleMs: 10_000,
  patienceMs: 10 * 60_000,
  pollMs: 1_000,
  rescanMs: 5 * 60_000,
  againMs: 15_000,
  standstillMs: 15_000,
};

export interface WatchRequest {
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly timing: WatchTiming;
  readonly poll: boolean;
  /** Take what is there, and end. */
  readonly once: boolean;
  readonly after: "keep" | "move";
  readonly doneFile: string | undefined;
  /** Of the health page; undefined for none. */
  readonly healthPort: number | undefined;
  readonly run: RunSettings;
  readonly listMounts: ListMounts;
  /** How a card is walked; default: `walkFolder`. */
  readonly walk?: WatchedFolderOptions["walk"];
  readonly findFault: ProverOptions["findFault"];
  readonly say: Say;
  /** Called for each run: what the run says goes there. */
  readonly startRun: () => Emit;
  readonly afterRun: (result: RunEnded) => void;
  /** Aborted by SIGTERM and the first Ctrl-C. */
  readonly signal: AbortSignal;
}
