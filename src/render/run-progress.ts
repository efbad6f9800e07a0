// How far the whole run is: a percentage that never falls, measured speed, an honest estimate or none.
import type { Phase } from "../domain/events.ts";
import type { EventOf } from "./renderer.ts";

/** Where in a clip's life each phase begins and ends, as shares of one. */
const SPAN: Readonly<Partial<Record<Phase, readonly [number, number]>>> = {
  probe: [0, 0.05],
  proxy: [0.05, 0.5],
  upload: [0.5, 0.99],
};

/** Speed is that of the last ten seconds: bad Wi-Fi changes by the minute. */
const WINDOW_MS = 10_000;

export interface RunProgress {
  addClips(count: number): void;
  note(event: EventOf<"progress">): void;
  endClip(clip: string): void;
  /** 0 to 100, one decimal, never falling. */
  percent(): number;
  bytesPerSecond(): number | undefined;
  etaSeconds(): number | undefined;
}

export function createRunProgress(now: () => number = Date.now): RunProgress {
  const startedAt = now();
  const shares = new Map<string, number>();
  const bytesOfFile = new Map<string, number>();
  let samples: { at: number; bytes: number }[] = [];
  let clips = 0;
  let ended = 0;
  let highest = 0;

  const noteBytes = (file: string, done: number) => {
    const before = bytesOfFile.get(file) ?? 0;
    bytesOfFile.set(file, done);
    const at = now();
    samples.push({ at, bytes: Math.max(0, done - before) });
    samples = samples.filter((sample) => at - sample.at <= WINDOW_MS);
  };
  const share = () => {
    if (clips === 0) return 0;
    let open = 0;
    for (const value of shares.values()) open += value;
    return Math.min(1, (ended + open) / clips);
  };
  return {
    addClips: (count) => {
      clips += count;
    },
    note: (event) => {
      if (event.unit === "bytes") noteBytes(event.file, event.done);
      const span = SPAN[event.phase];
      if (!span || event.total <= 0) return;
      const within = span[0] + (span[1] - span[0]) * Math.min(1, event.done / event.total);
      shares.set(event.clip, Math.max(shares.get(event.clip) ?? 0, within));
    },
    endClip: (clip) => {
      shares.delete(clip);
      ended += 1;
    },
    percent: () => {
      highest = Math.max(highest, share() * 100);
      return Math.round(highest * 10) / 10;
    },
    bytesPerSecond: () => {
      const first = samples[0];
      if (!first) return undefined;
      const seconds = (now() - first.at) / 1000;
      const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0);
      return seconds >= 0.5 ? Math.round(bytes / seconds) : undefined;
    },
    etaSeconds: () => {
      const done = share();
      const seconds = (now() - startedAt) / 1000;
      return done >= 0.02 && seconds >= 2 ? Math.round((seconds / done) * (1 - done)) : undefined;
    },
  };
}
