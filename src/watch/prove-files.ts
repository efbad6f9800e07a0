// Looks into files that are quiet: does anybody still have them open, are they whole?
import { availableParallelism } from "node:os";
import { join } from "node:path";
import pLimit from "p-limit";
import type { FoundClip, FoundFile } from "../domain/clip.ts";
import type { FileToProve, FileUse } from "./choose-work.ts";
import type { OpenCheck } from "./open-check.ts";
import type { Patience } from "./settle.ts";
import { lookAt } from "./walk-folder.ts";
import { noteLook, type Probed, type TrackedFile, type WatchedCard } from "./watched-card.ts";

/** What was found in a file. */
export interface Inspection {
  /** What is wrong, as a sentence; undefined where the file is whole. */
  readonly fault: string | undefined;
  readonly probed?: Probed;
}

export interface ProverOptions {
  readonly findFault: (path: string, use: Exclude<FileUse, "other">) => Promise<Inspection>;
  /** Was exactly this file delivered before? Then nobody has to look into it again. */
  readonly wasSent: (clip: FoundClip, file: FoundFile) => Promise<boolean>;
  readonly openCheck: OpenCheck;
  readonly patience: () => Patience;
  /** Something was found out. */
  readonly onAnswer: () => void;
}

export interface Prover {
  ask(watched: WatchedCard, files: readonly FileToProve[]): void;
  /** How many are being looked into or wait for it. */
  asked(): number;
  /** Resolves when nothing is asked any more. */
  finish(): Promise<void>;
}

/** Decoding takes processor and disk from the encodes. */
const AT_ONCE = Math.max(2, Math.min(4, availableParallelism()));

export function createProver(options: ProverOptions): Prover {
  const { findFault, wasSent, openCheck, patience, onAnswer } = options;
  const limit = pLimit(AT_ONCE);
  const startedMs = Date.now();
  const asked = new Set<Promise<void>>();

  const inspect = async (watched: WatchedCard, { seen }: TrackedFile, { path, use, clip }: FileToProve) => {
    if (use === "other") return undefined;
    const absolute = join(watched.card.root, path);
    const { sizeBytes, mtimeMs, ctimeMs } = seen.look;
    const found = { path: absolute, relativePath: path, sizeBytes, mtimeMs };
    const isKnown = clip !== undefined && ctimeMs < startedMs && (await wasSent(clip, found));
    return isKnown ? { fault: undefined } : findFault(absolute, use);
  };
  const prove = async (watched: WatchedCard, file: TrackedFile, wanted: FileToProve) => {
    // It has changed since it was asked about: another is tracked in its place.
    if (watched.files.get(wanted.path) !== file) return;
    file.openBy = await openCheck(file.seen);
    const found = file.openBy === undefined ? await inspect(watched, file, wanted) : undefined;
    if (!found) {
      file.proof = undefined;
      return;
    }
    const { nowMs } = patience();
    const look = await lookAt(join(watched.card.root, wanted.path));
    // A file that changed meanwhile is tracked anew, and what was found out goes to the old one.
    if (look) noteLook(watched, wanted.path, look, nowMs);
    const { fault, probed } = found;
    file.proof =
      fault === undefined ? { state: "whole", probed } : { state: "fault", reason: fault, atMs: nowMs };
  };
  return {
    ask: (watched, files) => {
      for (const each of files) {
        const file = watched.files.get(each.path);
        if (!file || file.proof?.state === "asked") continue;
        file.proof = {
          state: "asked",
          reason: file.proof?.state === "fault" ? file.proof.reason : undefined,
        };
        const proving: Promise<void> = limit(() => prove(watched, file, each))
          .catch((error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error);
            file.proof = { state: "fault", reason, atMs: patience().nowMs };
          })
          .finally(() => {
            asked.delete(proving);
            onAnswer();
          });
        asked.add(proving);
      }
    },
    asked: () => asked.size,
    finish: async () => {
      while (asked.size > 0) await Promise.all(asked);
    },
  };
}
