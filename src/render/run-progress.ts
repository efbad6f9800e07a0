// How far the whole run is: a percentage that never falls, measured speed, an honest estimate or none.
import { type ClipProgress, createClipProgress } from "./clip-progress.ts";
import type { EventOf } from "./renderer.ts";
import { createSpeedMeter } from "./speed-meter.ts";

export interface RunProgress {
  addClips(count: number): void;
  /** From now on clips count by what there is to send of them. */
  plan(event: EventOf<"upload-planned">): void;
  note(event: EventOf<"progress">): void;
  endClip(clip: string): void;
  /** 0 to 100, one decimal, never falling. */
  percent(): number;
  /** Of the last ten seconds; undefined before there is anything to measure. */
  bytesPerSecond(): number | undefined;
  etaSeconds(): number | undefined;
}

export function createRunProgress(now: () => number = Date.now): RunProgress {
  const startedAt = now();
  const speed = createSpeedMeter(now);
  const clips = new Map<string, ClipProgress>();
  /** Undefined without a plan: then all clips weigh the same. */
  let weights: ReadonlyMap<string, number> | undefined;
  let whole = 0;
  let done = 0;
  let highest = 0;
  let bytesLeft = 0;
  /** So many clips are not done of which nobody knows what there is left to send. */
  let unknown = 0;

  const weightOf = (clip: string) => (weights ? (weights.get(clip) ?? 0) : 1);
  const clipOf = (clip: string) => {
    const known = clips.get(clip) ?? createClipProgress(undefined);
    clips.set(clip, known);
    return known;
  };
  const countLeft = (bytes: number | undefined, sign: 1 | -1) => {
    if (bytes === undefined) unknown += sign;
    else bytesLeft += sign * bytes;
  };
  const share = () => (whole === 0 ? 0 : Math.min(1, done / whole));
  return {
    addClips: (count) => {
      if (!weights) whole += count;
    },
    plan: ({ bytesOf }) => {
      weights = toWeights(bytesOf);
      whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
      done = 0;
      for (const [clip, bytes] of bytesOf) {
        clips.set(clip, createClipProgress(bytes));
        countLeft(bytes, 1);
      }
    },
    note: (event) => {
      const clip = clipOf(event.clip);
      const [before, leftBefore] = [clip.share(), clip.bytesLeft()];
      speed.note(clip.note(event));
      done += weightOf(event.clip) * (clip.share() - before);
      if (!weights?.has(event.clip)) return;
      countLeft(leftBefore, -1);
      countLeft(clip.bytesLeft(), 1);
    },
    endClip: (name) => {
      const clip = clips.get(name);
      done += weightOf(name) * (1 - (clip?.share() ?? 0));
      if (clip && weights?.has(name)) countLeft(clip.bytesLeft(), -1);
      clips.delete(name);
    },
    percent: () => {
      highest = Math.max(highest, share() * 100);
      return Math.round(highest * 10) / 10;
    },
    bytesPerSecond: () => speed.bytesPerSecond(),
    etaSeconds: () => {
      const rate = speed.bytesPerSecond();
      if (weights && unknown === 0) return rate ? Math.round(bytesLeft / rate) : undefined;
      const part = share();
      const seconds = (now() - startedAt) / 1000;
      return part >= 0.02 && seconds >= 2 ? Math.round((seconds / part) * (1 - part)) : undefined;
    },
  };
}

/** A clip weighs what there is to send; one whose size is not known, as much as the others do on average. */
function toWeights(bytesOf: EventOf<"upload-planned">["bytesOf"]): ReadonlyMap<string, number> {
  const known = [...bytesOf.values()].filter((bytes) => bytes !== undefined && bytes > 0) as number[];
  const mean = known.length > 0 ? known.reduce((sum, bytes) => sum + bytes) / known.length : 1;
  return new Map([...bytesOf].map(([clip, bytes]) => [clip, bytes ?? mean]));
}
