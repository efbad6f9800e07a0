// Notices when nothing moves any more. Nothing here limits how long a whole transfer takes.

export interface StallTimer {
  /** Something moved: count anew, from now on up to `limitMs`. */
  touch(limitMs: number): void;
  stop(): void;
}

export function startStallTimer(limitMs: number, onStall: () => void): StallTimer {
  let limit = limitMs;
  let timer = setTimeout(onStall, limit);
  return {
    touch: (nextLimitMs) => {
      if (nextLimitMs === limit) {
        timer.refresh();
        return;
      }
      limit = nextLimitMs;
      clearTimeout(timer);
      timer = setTimeout(onStall, limit);
    },
    stop: () => clearTimeout(timer),
  };
}
