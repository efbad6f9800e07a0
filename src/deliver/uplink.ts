// How fast the line to a destination is: measured while nothing holds it back, kept for the arithmetic of the next run.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { type BandwidthSchedule, rateAt, secondsToSend } from "../domain/bandwidth.ts";
import type { UploadEstimate } from "../domain/events.ts";
import { uplinkFile } from "../ledger/places.ts";

export interface Uplink {
  /** So many bytes of this file have moved by now. */
  note(file: string, bytesDone: number): void;
  /** How long so many bytes take; undefined where neither a limit nor a measurement tells. */
  estimate(bytes: number): UploadEstimate | undefined;
  /** Keeps what was measured, where it was enough to tell anything. */
  close(): Promise<void>;
}

export interface UplinkOptions {
  readonly stateFolder: string;
  readonly destinationId: string;
  readonly limits: BandwidthSchedule;
  /** Milliseconds that are never set back. */
  readonly monotonicMs?: () => number;
  readonly now?: () => Date;
}

/** Longer pauses say nothing of the line: it was gone, or there was nothing to send. */
const LONGEST_PAUSE_MS = 5000;
/** The system takes the first megabytes at once, however slow the line is. */
const ENOUGH = { bytes: 32e6, ms: 5000 } as const;

const kept = z.object({ bits_per_second: z.number().positive() });

export async function openUplink(options: UplinkOptions): Promise<Uplink> {
  const { stateFolder, destinationId, limits } = options;
  const { monotonicMs = () => performance.now(), now = () => new Date() } = options;
  const path = uplinkFile(stateFolder, destinationId);
  const measured = await readMeasured(path);
  const doneOf = new Map<string, number>();
  let [movedBytes, movedMs] = [0, 0];
  let lastMs: number | undefined;
  return {
    note: (file, bytesDone) => {
      const atMs = monotonicMs();
      const pauseMs = atMs - (lastMs ?? Number.NEGATIVE_INFINITY);
      const bytes = bytesDone - (doneOf.get(file) ?? 0);
      lastMs = atMs;
      doneOf.set(file, bytesDone);
      if (pauseMs > LONGEST_PAUSE_MS || bytes <= 0 || rateAt(limits, now()) !== undefined) return;
      movedBytes += bytes;
      movedMs += pauseMs;
    },
    estimate: (bytes) => {
      const seconds = secondsToSend(bytes, limits, measured, now());
      if (seconds === undefined || seconds <= 0) return undefined;
      const bitsPerSecond = (bytes * 8) / seconds;
      const isMeasured = measured !== undefined && bitsPerSecond >= measured * 0.999;
      return { seconds, bitsPerSecond, by: isMeasured ? "measured" : "limit" };
    },
    close: async () => {
      if (movedBytes < ENOUGH.bytes || movedMs < ENOUGH.ms) return;
      const bits_per_second = Math.round((movedBytes * 8000) / movedMs);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, JSON.stringify({ bits_per_second }), { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
  };
}

async function readMeasured(path: string): Promise<number | undefined> {
  try {
    return kept.parse(JSON.parse(await readFile(path, "utf8"))).bits_per_second;
  } catch {
    // Never measured, or of another version: nothing is known then.
    return undefined;
  }
}
