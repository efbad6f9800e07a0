// Looks into files that are quiet: does anybody still have them open, are they whole?
import { join } from "node:path";
import pLimit from "p-limit";
import type { FoundClip, FoundFile } from "../domain/clip.ts";
import type { FileToProve, FileUse } from "./choose-work.ts";
import { findWriters, writerOf, type Writers } from "./open-files.ts";
import { isAbandoned, type Patience } from "./settle.ts";
import { lookAt } from "./walk-folder.ts";
import { noteLook, type TrackedFile, type WatchedCard } from "./watched-card.ts";

export interface ProverOptions {
  /** What is wrong with a file, as a sentence; undefined when it is whole. */
  readonly findFault: (path: string, use: Exclude<FileUse, "other">) => Promise<string | undefined>;
  /** Was exactly this file delivered before? Then nobody has to look into it again. */
  readonly wasSent: (clip: FoundClip, file: FoundFile) => Promise<boolean>;
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
const AT_ONCE = 2;
/** One look at all processes serves many files. */
const WRITERS_FOR_MS = 500;
/** A program that keeps a file open for so many times the patience without touching it is not writing it. */
const LONG = 6;

export function createProver({ findFault, wasSent, patience, onAnswer }: ProverOptions): Prover {
  const limit = pLimit(AT_ONCE);
  const startedMs = Date.now();
  const asked = new Set<Promise<void>>();
  let writers: { readonly atMs: number; readonly found: Promise<Writers> } | undefined;

  const writersNow = () => {
    const { nowMs } = patience();
    if (!writers || nowMs - writers.atMs > WRITERS_FOR_MS) writers = { atMs: nowMs, found: findWriters() };
    return writers.found;
  };
  const openBy = async ({ seen }: TrackedFile) => {
    const { nowMs, wallMs, patienceMs } = patience();
    const writer = writerOf(seen.look, await writersNow());
    if (!writer || isAbandoned(seen, { nowMs, wallMs, patienceMs: LONG * patienceMs })) return undefined;
    const name = writer.program === "" ? "" : `${writer.program}, `;
    return `It is open for writing (${name}process ${writer.pid}).`;
  };
  const prove = async (watched: WatchedCard, file: TrackedFile, { path, use, clip }: FileToProve) => {
    file.openBy = await openBy(file);
    if (file.openBy !== undefined || use === "other") {
      file.proof = undefined;
      return;
    }
    const absolute = join(watched.card.root, path);
    const { sizeBytes, mtimeMs } = file.seen.look;
    const found = { path: absolute, relativePath: path, sizeBytes, mtimeMs };
    const mayBeKnown = clip !== undefined && file.seen.look.ctimeMs < startedMs;
    const isKnown = mayBeKnown && (await wasSent(clip, found));
    const reason = isKnown ? undefined : await findFault(absolute, use);
    const { nowMs } = patience();
    const look = await lookAt(absolute);
    // A file that changed meanwhile is tracked anew, and what was found out goes to the old one.
    if (look) noteLook(watched, path, look, nowMs);
    file.proof = reason === undefined ? { state: "whole" } : { state: "fault", reason, atMs: nowMs };
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
