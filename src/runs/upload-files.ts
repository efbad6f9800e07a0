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
      const context = { request, destination, remote, ledger, newHasher, run };
      const there = new Map<OutgoingFile, Receipt>();
      for (const file of files) {
        const receipt = await findReceipt(file, context);
        if (receipt) there.set(file, receipt);
      }
      sayPlan(
        files.filter((file) => !there.has(file)),
        run,
      );
      for (const file of files) await uploadFile(file, there.get(file), context);
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

function sayPlan(files: readonly OutgoingFile[], { emit }: Run): void {
  if (files.length === 0) return;
  const bytesOf = new Map<string, number>();
  for (const { clipName, sizeBytes } of files)
    bytesOf.set(clipName, (bytesOf.get(clipName) ?? 0) + sizeBytes);
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  emit({ type: "upload-planned", files: files.length, filesToMake: 0, bytes, bytesOf });
}

/** Throws only what ends the run. `there`: it is up already. */
async function uploadFile(
  file: OutgoingFile,
  there: Receipt | undefined,
  context: UploadContext,
): Promise<void> {
  const { run, destination } = context;
  const base = {
    clip: file.clipName,
    roll: undefined,
    findings: [],
    metadata: {},
    destination: destination.label,
  };
  try {
    const receipt = there ?? (await sendOnce(file, context));
    if (!there) run.note({ bytesUploaded: run.facts().bytesUploaded + receipt.bytes });
    run.end({ ...base, status: there ? "skipped" : "done", files: [receipt] });
  } catch (error) {
    run.signal.throwIfAborted();
    const fatal = asFatal(error);
    if (ERRORS[fatal.code].reach === "run") throw fatal;
    run.end({ ...base, status: endOf(fatal), files: [], error: clipError(fatal) });
  }
}

function sourceOf({ path, sizeBytes, mtimeMs }: OutgoingFile): FoundFile {
  return { path, relativePath: path, sizeBytes, mtimeMs };
}

/** Of this very file, sent before and still there. An import of an ALE has to be asked for anew. */
async function findReceipt(file: OutgoingFile, context: UploadContext): Promise<Receipt | undefined> {
  const { request, remote } = context;
  if (file.role === "ale" || request.force || !remote?.has(file.clipName)) return undefined;
  return (await findOwn(file, context))?.receipt;
}

/** What this tool wrote down of it, unless that was another file. */
async function findOwn(file: OutgoingFile, { destination: { id }, ledger }: UploadContext) {
  const record = ledger.at(id).sent(file.clipName, file.role);
  const isSame =
    record !== undefined && (await isSameSource(record.source, sourceOf(file)).catch(() => false));
  return isSame ? record : undefined;
}

/** Throws `name_clash` where another clip has the name. */
async function sendOnce(file: OutgoingFile, context: UploadContext): Promise<Receipt> {
  const { request, destination, remote, ledger, newHasher, run } = context;
  const { role, clipName: clip, sizeBytes } = file;
  const { id, label } = destination;
  const there = remote?.get(clip);
  if (there && role === "graded" && !request.replace && !(await findOwn(file, context))) {
    const verdict = identifyRemote(there.metadata, { bytes: sizeBytes });
    if (verdict.state !== "same") throw remoteClashError(clip, verdict);
  }
  const shown = { clip, file: destination.keyOf(file), total: sizeBytes, destination: label } as const;
  const onProgress = (done: number) =>
    run.emit({ type: "progress", phase: "upload", unit: "bytes", done, ...shown });
  return sendRecorded(
    { outgoing: file, source: sourceOf(file), recipe: "as-it-is", about: { facts: {} } },
    {
      ...{ destination, records: ledger.at(id), ledger, card: NO_CARD, stateFolder: request.stateFolder },
      ...{ newHasher, onProgress, signal: run.signal },
    },
  );
}
