// How many files were left out, and why: the numbers that people and programs are shown.
import type { LeftOutFile, LeftOutReason } from "../domain/scan.ts";

export interface LeftOutCounts {
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
  /** Program needed → number of camera original files (frames and segments each count) that only it reads. */
  readonly undecodable: Readonly<Record<string, number>>;
}

export function describeLeftOut(files: readonly LeftOutFile[]): LeftOutCounts {
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  const undecodable: Record<string, number> = {};
  for (const { reason, needs } of files) {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    if (needs !== undefined) undecodable[needs] = (undecodable[needs] ?? 0) + 1;
  }
  return { leftOut, undecodable };
}
