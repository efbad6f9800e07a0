// Which uploads had begun when their clip ended, and how far they had come: what was cut off midway is named.
import type { ClipOutcome } from "../domain/outcome.ts";
import type { EventOf } from "./renderer.ts";

export interface CutOff {
  readonly clip: string;
  /** Its key at the destination. */
  readonly file: string;
  /** Label of where it was going; undefined where nobody said. */
  readonly destination: string | undefined;
  /** Whole, rounded down; 100 where only the answer was missing. */
  readonly percent: number;
}

export interface CutOffs {
  note(event: EventOf<"progress">): void;
  endClip(outcome: ClipOutcome): void;
  all(): readonly CutOff[];
}

export function createCutOffs(): CutOffs {
  const going = new Map<string, Map<string, CutOff>>();
  const cutOff: CutOff[] = [];
  return {
    note: ({ phase, clip, file, done, total, destination }) => {
      if (phase !== "upload") return;
      const ofClip = going.get(clip) ?? new Map<string, CutOff>();
      going.set(clip, ofClip);
      const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
      ofClip.set(JSON.stringify([file, destination]), { clip, file, destination, percent });
    },
    endClip: (outcome) => {
      for (const upload of going.get(outcome.clip)?.values() ?? [])
        if (upload.percent > 0 && !isUp(upload, outcome)) cutOff.push(upload);
      going.delete(outcome.clip);
    },
    all: () => cutOff,
  };
}

function isUp({ file, destination }: CutOff, { files, ends }: ClipOutcome): boolean {
  const there = ends?.find((end) => end.destination === destination)?.files ?? files;
  return there.some(({ key }) => key === file);
}
