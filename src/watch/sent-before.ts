// What earlier processes delivered, as the ledger tells: after a restart nobody has to decode a month of clips again.
import { type FoundClip, type FoundFile, ROLES } from "../domain/clip.ts";
import { readLedger } from "../ledger/ledger.ts";
import { MTIME_TOLERANCE_MS } from "../ledger/source-identity.ts";
import type { DestinationRecords } from "../ledger/view.ts";

export type WasSent = (clip: FoundClip, file: FoundFile) => Promise<boolean>;

/** Held in memory for a moment only: the files of a card are asked about one after another, then for weeks no more. */
const KEPT_MS = 30_000;

/** Asks what is in the ledger of every one of these destinations. */
export function createWasSent(stateFolder: string, destinationIds: readonly string[]): WasSent {
  let reading: Promise<readonly DestinationRecords[]> | undefined;
  const read = () => {
    if (reading) return reading;
    const timer = setTimeout(() => (reading = undefined), KEPT_MS);
    timer.unref();
    reading = readLedger(stateFolder).then((ledger) => destinationIds.map((id) => ledger.at(id)));
    return reading;
  };
  return async (clip, file) => {
    const isIn = (records: DestinationRecords) =>
      ROLES.some((role) => {
        const source = records.sent(clip.name, role)?.source;
        if (source?.path !== file.relativePath || source.sizeBytes !== file.sizeBytes) return false;
        return Math.abs(source.mtimeMs - file.mtimeMs) <= MTIME_TOLERANCE_MS;
      });
    return (await read()).every(isIn);
  };
}
