// How many bytes moved in each of the last ten seconds: bad Wi-Fi changes by the minute.

export interface SpeedMeter {
  note(bytes: number): void;
  /** Zero while nothing moves; undefined before half a second was measured. */
  bytesPerSecond(): number | undefined;
}

const WINDOW_MS = 10_000;
/** What comes sooner after the one before counts with it, so that a fast line costs no more than a slow one. */
const SAMPLE_MS = 250;
const SHORTEST_SECONDS = 0.5;

interface Sample {
  at: number;
  /** Moved since the sample before. */
  bytes: number;
}

export function createSpeedMeter(now: () => number): SpeedMeter {
  let samples: Sample[] = [];
  return {
    note: (bytes) => {
      const at = now();
      const [before, last] = samples.slice(-2);
      if (before && last && at - before.at < SAMPLE_MS) {
        last.at = at;
        last.bytes += bytes;
      } else samples.push({ at, bytes });
      // Two always stay: on a very slow line they are further apart than the window.
      const first = samples.findIndex((sample) => at - sample.at <= WINDOW_MS);
      samples = samples.slice(Math.min(first, samples.length - 2));
    },
    bytesPerSecond: () => {
      const [first, ...others] = samples;
      if (!first || others.length === 0) return undefined;
      const seconds = (now() - first.at) / 1000;
      const bytes = others.reduce((sum, sample) => sum + sample.bytes, 0);
      return seconds >= SHORTEST_SECONDS ? Math.round(bytes / seconds) : undefined;
    },
  };
}
