// A run that only changes metadata, at one destination: opens it, sends what changes, and ends every clip once.
import type { ClipChange } from "../annotate/clip-change.ts";
import { type MetadataOut, NO_CARD, sendMetadata, type SentChange } from "../annotate/send-metadata.ts";
import { createUndoLog } from "../annotate/undo-log.ts";
import {
  type DestinationToOpen,
  openDestination,
  type OpenedDestination,
} from "../destinations/open-destination.ts";
import { asFatal } from "../domain/as-fatal.ts";
import type { ClipEnd, ClipError, ClipOutcome } from "../domain/outcome.ts";
import { type Ledger, openLedger } from "../ledger/ledger.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import type { Run } from "./frame.ts";
import type { MetadataRequest } from "./metadata-request.ts";

export interface MetadataContext extends OpenedDestination {
  readonly records: DestinationRecords;
  readonly ledger: Ledger;
}

/** Finds out what should change there. */
export type FindChanges = (context: MetadataContext) => Promise<readonly ClipChange[]>;

/** Throws what opening the destination throws. A dry run sends and writes nothing, and clips end as they would. */
export async function changeMetadata(
  toOpen: DestinationToOpen,
  request: MetadataRequest,
  run: Run,
  find: FindChanges,
): Promise<void> {
  const { emit, signal } = run;
  const ledger = await openLedger(request.stateFolder);
  let opened: OpenedDestination | undefined;
  try {
    opened = await openDestination(toOpen, run);
    const records = ledger.at(toOpen.id);
    const changes = await find({ ...opened, records, ledger });
    const ending = createEnding(toOpen.label, run);
    for (const change of changes.filter(({ fields }) => fields.length === 0))
      ending.end(change, change.error ? "failed" : "skipped");
    const changing = changes.filter(({ fields }) => fields.length > 0);
    if (request.isDryRun) {
      for (const change of changing) {
        emit({ type: "clip-changing", clip: change.clip, changes: change.fields });
        ending.end(change, change.error ? "failed" : "done");
      }
    } else await sendAll(changing, { request, run, ledger, opened, ending });
    signal.throwIfAborted();
  } finally {
    await opened?.destination.close();
    ledger.close();
  }
}

interface SendContext {
  readonly request: MetadataRequest;
  readonly run: Run;
  readonly ledger: Ledger;
  readonly opened: OpenedDestination;
  readonly ending: ReturnType<typeof createEnding>;
}

async function sendAll(changing: readonly ClipChange[], context: SendContext): Promise<void> {
  const { request, run, ledger, opened, ending } = context;
  const { destination } = opened;
  const { id, label, takes } = destination;
  const { stateFolder } = request;
  const undo = createUndoLog(stateFolder, { id, label, canBlank: takes.blanks }, run.id);
  const append: MetadataOut["append"] = (records) => ledger.append(NO_CARD, records);
  const { emit, signal } = run;
  // A person waits, and is told who is at work there.
  const out: MetadataOut = { destination, stateFolder, append, undo, emit, signal, patienceMs: 0 };
  const open = new Set(changing);
  const noteUndo = () => {
    const undoFile = undo.file();
    if (undoFile !== undefined) run.note({ undoFile });
  };
  try {
    await sendMetadata(
      changing,
      () => true,
      out,
      (batch) => {
        noteUndo();
        for (const sent of batch) {
          open.delete(sent.change);
          ending.endSent(sent);
        }
      },
    );
  } catch (error) {
    noteUndo();
    const { code, message, hint } = asFatal(error);
    for (const change of open)
      ending.end(change, "deferred", {
        error: { code, message: `It is not known whether the values arrived: ${message}`, hint },
      });
    throw error;
  }
}

/** How clips of such a run end. */
function createEnding(label: string, { end: endClip, emit }: Run) {
  const end = (change: ClipChange, status: ClipEnd, rest: Partial<ClipOutcome> = {}) => {
    const { clip, roll, fields, error } = change;
    const outcome = { clip, roll, findings: [], files: [], metadata: {}, ...(error && { error }), ...rest };
    const shown = fields.filter(({ property }) => rest.unsent?.includes(property) !== true);
    endClip({ ...outcome, status, destination: label }, { changes: shown });
  };
  const endSent = ({ change, sent, unsupported, refusal }: SentChange) => {
    const { clip } = change;
    if (unsupported.length > 0) {
      const message = `${label} cannot hold ${unsupported.join(", ")}; they were not sent.`;
      emit({ type: "warning", code: "metadata_unsupported", clip, message });
    }
    const error = refusal === undefined ? change.error : refused(change, refusal);
    const blanked =
      refusal === undefined
        ? change.fields.flatMap((field) => (field.new === undefined ? field.property : []))
        : [];
    const hasSent = Object.keys(sent).length > 0 || blanked.length > 0;
    end(change, error ? "failed" : hasSent ? "done" : "skipped", {
      metadata: sent,
      ...(blanked.length > 0 && { blanked }),
      ...(unsupported.length > 0 && { unsent: unsupported }),
      ...(error && { error }),
    });
  };
  return { end, endSent };
}

function refused({ clip, from }: ClipChange, reason: string): ClipError {
  return {
    code: "metadata_refused",
    message: `The values for ${clip} from ${from} were refused: ${reason}`,
    hint: `Correct ${from} and run the same command again.`,
  };
}
