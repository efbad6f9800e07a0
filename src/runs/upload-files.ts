// `odailies upload`: files as they are, to the place that was named; nothing of another clip is overwritten unasked.
import { createHasherFactory } from "../checksums/file-hasher.ts";
import { NO_CARD } from "../annotate/send-metadata.ts";
import { clipError, endOf } from "../deliver/describe-end.ts";
import { sendRecorded } from "../deliver/send-recorded.ts";
import type { Destination } from "../destinations/destination.ts";
import { type DestinationToOpen, sayWaiting } from "../destinations/open-destination.ts";
import { asFatal } from "../domain/as-fatal.ts";
import type { FoundFile, Receipt } from "../domain/clip.ts";
import type { OutgoingFile, RemoteClip } from "../domain/delivery.ts";
import { ERRORS, OdailiesError } from "../domain/errors.ts";
import { type Ledger, openLedger } from "../ledger/ledger.ts";
import { isSameSource } from "../ledger/source-identity.ts";
import { identifyRemote, remoteClashError } from "../plan/clash.ts";
import { type FrameRequest, inFrame, type Run } from "./frame.ts";
import type { RunEnded } from "./tally.ts";

export interface UploadRequest {
  readonly frame: FrameRequest;
  readonly files: readonly OutgoingFile[];
  readonly toOpen: DestinationToOpen;
  readonly stateFolder: string;
  readonly replace: boolean;
  readonly force: boolean;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function uploadFiles(request: UploadRequest): Promise<RunEnded> {
  const { files, toOpen, frame } = request;
  const subject = { source: files.map(({ path }) => path), destination: toOpen.label };
  return inFrame(frame, subject, async (run) => {
    const ledger = await openLedger(request.stateFolder);
    const destination = await toOpen.open(sayWaiting(run.emit));
    try {
      const remote = await openForUpload(destination, run);
      const newHasher = await createHasherFactory();
      for (const file of files)
        await uploadFile(file, { request, destination, remote, ledger, newHasher, run });
    } finally {
      await destination.close();
      ledger.close();
    }
  });
}

/** A token that may only upload sees no listing: then nobody can say whether a name is taken, and it is said. */
async function openForUpload(
  destination: Destination,
  { signal, emit }: Run,
): Promise<ReadonlyMap<string, RemoteClip> | undefined> {
  try {
    return await destination.open(signal);
  } catch (error) {
    if (!(error instanceof OdailiesError) || error.code !== "permission_missing") throw error;
    const message = `This token may not read, so it cannot be seen whether ${destination.label} has such a clip already.`;
    emit({ type: "warning", code: "not_asked", message });
    return undefined;
  }
}

interface UploadContext {
  readonly request: UploadRequest;
  readonly destination: Destination;
  readonly remote: ReadonlyMap<string, RemoteClip> | undefined;
  readonly ledger: Ledger;
  readonly newHasher: Awaited<ReturnType<typeof createHasherFactory>>;
  readonly run: Run;
}

/** Throws only what ends the run. */
async function uploadFile(file: OutgoingFile, context: UploadContext): Promise<void> {
  const { run, destination } = context;
  const base = {
    clip: file.clipName,
    roll: undefined,
    findings: [],
    metadata: {},
    destination: destination.label,
  };
  try {
    const { receipt, isNew } = await sendOnce(file, context);
    if (isNew) run.note({ bytesUploaded: run.facts().bytesUploaded + receipt.bytes });
    run.end({ ...base, status: isNew ? "done" : "skipped", files: [receipt] });
  } catch (error) {
    run.signal.throwIfAborted();
    const fatal = asFatal(error);
    if (ERRORS[fatal.code].reach === "run") throw fatal;
    run.end({ ...base, status: endOf(fatal), files: [], error: clipError(fatal) });
  }
}

async function sendOnce(
  file: OutgoingFile,
  { request, destination, remote, ledger, newHasher, run }: UploadContext,
): Promise<{ readonly receipt: Receipt; readonly isNew: boolean }> {
  const { role, clipName: clip, path, sizeBytes, mtimeMs } = file;
  const { id, label } = destination;
  const source: FoundFile = { path, relativePath: path, sizeBytes, mtimeMs };
  const record = ledger.at(id).sent(clip, role);
  const there = remote?.get(clip);
  const isOurs = record !== undefined && (await isSameSource(record.source, source));
  if (isOurs && there && role !== "ale" && !request.force) return { receipt: record.receipt, isNew: false };
  if (there && role === "graded" && !isOurs && !request.replace) {
    const verdict = identifyRemote(there.metadata, { bytes: sizeBytes });
    if (verdict.state !== "same") throw remoteClashError(clip, verdict);
  }
  const shown = { clip, file: destination.keyOf(file), total: sizeBytes, destination: label } as const;
  const onProgress = (done: number) =>
    run.emit({ type: "progress", phase: "upload", unit: "bytes", done, ...shown });
  const receipt = await sendRecorded(
    { outgoing: file, source, recipe: "as-it-is", about: { facts: {} } },
    {
      ...{ destination, records: ledger.at(id), ledger, card: NO_CARD, stateFolder: request.stateFolder },
      ...{ newHasher, onProgress, signal: run.signal },
    },
  );
  return { receipt, isNew: true };
}
