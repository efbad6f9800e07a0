// Notices when nothing moves any more. Nothing here limits how long a whole transfer takes.

export interface StallTimer {
  /** Something moved: count anew, from now on up to `limitMs`. */
  touch(limitMs: number): void;
  /** Whoever waits on purpose is not stalled: nothing counts until the next `touch`. */
  pause(): void;
  stop(): void;
}

export function startStallTimer(limitMs: number, onStall: () => void): StallTimer {
  let limit = limitMs;
  let isPaused = false;
  let timer = setTimeout(onStall, limit);
  return {
    touch: (nextLimitMs) => {
      if (nextLimitMs === limit && !isPaused) {
        timer.refresh();
        return;
      }
      limit = nextLimitMs;
      isPaused = false;
      clearTimeout(timer);
      timer = setTimeout(onStall, limit);
    },
    pause: () => {
      isPaused = true;
      clearTimeout(timer);
    },
    stop: () => clearTimeout(timer),
  };
}
