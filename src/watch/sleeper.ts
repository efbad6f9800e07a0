// Sleep that can be ended early.

export interface Sleeper {
  /** Ends the sleep that is under way, or the next one. */
  wake(): void;
  /** Resolves after `ms`, or sooner when woken, or when `signal` is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export function createSleeper(): Sleeper {
  let isAwake = false;
  let end: () => void = () => undefined;
  return {
    wake: () => {
      isAwake = true;
      end();
    },
    sleep: async (ms, signal) => {
      if (!isAwake && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener("abort", end, { once: true });
        });
        signal.removeEventListener("abort", end);
      }
      end = () => undefined;
      isAwake = false;
    },
  };
}
