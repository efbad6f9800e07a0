// What earlier processes delivered, as the journal tells: after a restart nobody has to decode a month of clips again.
import type { FoundClip, FoundFile, Role } from "../domain/clip.ts";
import { type JournalView, readJournal } from "../ledger/journal.ts";

export type WasSent = (clip: FoundClip, file: FoundFile) => Promise<boolean>;

/** Held in memory for a moment only: the files of a card are asked about one after another, then for weeks no more. */
const KEPT_MS = 30_000;
const ROLES: readonly Role[] = ["graded", "log", "thumbnail"];
/** FAT and exFAT keep mtimes to two seconds. */
const MTIME_TOLERANCE_MS = 2000;

/** Asks what is in the journal of `destinationId`. */
export function createWasSent(stateFolder: string, destinationId: string): WasSent {
  let reading: Promise<JournalView> | undefined;
  const read = () => {
    if (reading) return reading;
    const timer = setTimeout(() => (reading = undefined), KEPT_MS);
    timer.unref();
    reading = readJournal(stateFolder, destinationId);
    return reading;
  };
  return async (clip, file) => {
    const journal = await read();
    return ROLES.some((role) => {
      const source = journal.sent(clip.name, role)?.source;
      if (source?.path !== file.relativePath || source.sizeBytes !== file.sizeBytes) return false;
      return Math.abs(source.mtimeMs - file.mtimeMs) <= MTIME_TOLERANCE_MS;
    });
  };
}
