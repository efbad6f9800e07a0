// How patient the watcher is.

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
