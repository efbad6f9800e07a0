// Tells a program that works in silence from one that hangs: output, what it writes, and its processor time.
import { readProcessorSeconds } from "./processor-time.ts";

export interface StallWatch {
  /** Undefined: it may be silent for ever. */
  readonly stallMs?: number | undefined;
  readonly pid: number | undefined;
  /** Asked when the timer runs out: does something outside of its output move (a file that grows)? */
  readonly isMoving?: (() => Promise<boolean>) | undefined;
  readonly onStall: () => void;
}

/**
 * A program that has used less of a stall period than this hangs: a share, since the wait itself costs a little, and
 * a small one, since it may stand back for others on a busy machine.
 */
const LEAST_SHARE = 0.01;

/** So often in a row may processor time be the only sign: a decoder that goes in circles has to end some day. */
const MAX_SILENT_PERIODS = 10;

/** `touch` at each sign of life. */
export function watchStall(watch: StallWatch): { readonly touch: () => void; readonly stop: () => void } {
  const { stallMs, pid, onStall } = watch;
  if (stallMs === undefined) return { touch: () => undefined, stop: () => undefined };
  let isStopped = false;
  let silentPeriods = 0;
  let usedBefore = 0;
  const timer = setTimeout(() => void decide(), stallMs);

  async function decide(): Promise<void> {
    const isMoving = await (watch.isMoving?.() ?? Promise.resolve(false)).catch(() => false);
    const used = pid === undefined ? undefined : await readProcessorSeconds(pid).catch(() => undefined);
    if (isStopped) return;
    const isWorking = used !== undefined && used - usedBefore >= ((stallMs ?? 0) / 1000) * LEAST_SHARE;
    usedBefore = used ?? usedBefore;
    silentPeriods = isMoving ? 0 : silentPeriods + 1;
    if (isMoving || (isWorking && silentPeriods <= MAX_SILENT_PERIODS)) timer.refresh();
    else onStall();
  }

  return {
    touch: () => {
      silentPeriods = 0;
      if (!isStopped) timer.refresh();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
