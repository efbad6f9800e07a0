// Where metadata goes in tests: a destination in memory, records in a folder of the test's own, events kept.
import { createListing } from "../../src/destinations/listing.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import type { Event } from "../../src/domain/events.ts";
import { createUndoLog } from "../../src/annotate/undo-log.ts";
import type { MetadataOut } from "../../src/annotate/send-metadata.ts";
import type { LedgerRecord } from "../../src/ledger/record.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { tempFolder } from "./temp-folder.ts";

const CARD = { root: "/card", name: "card" };

export async function metadataOut(destination: Destination, signal: AbortSignal) {
  const stateFolder = await tempFolder();
  const ledger = await openLedger(stateFolder);
  const events: Event[] = [];
  const appended: LedgerRecord[] = [];
  const { id, label, takes } = destination;
  const out: MetadataOut = {
    destination,
    stateFolder,
    append: (records) => {
      appended.push(...records);
      return ledger.append(CARD, records);
    },
    patienceMs: 0,
    undo: createUndoLog(stateFolder, { id, label, canBlank: takes.blanks }, "run"),
    emit: (event) => void events.push(event),
    signal,
  };
  const first = await destination.open(signal);
  const listing = createListing(destination, { first, tookMs: 0 }, signal);
  return { out, listing, records: ledger.at(id), appended, events };
}
