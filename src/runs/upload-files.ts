// `odailies upload`: files as they are, to the place that was named; nothing of another clip is overwritten unasked.
import { createHasherFactory } from "../checksums/file-hasher.ts";
import { NO_CARD } from "../annotate/send-metadata.ts";
import { clipError, endOf } from "../deliver/describe-end.ts";
import { sendRecorded } from "../deliver/send-recorded.ts";
import type { Destination } from "../destinations/destination.ts";
import { type DestinationToOpen, warnInRun } from "../destinations/open-destination.ts";
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
    const destination = await toOpen.open(warnInRun(run.emit));
    try {
      const remote = await openForUpload(destination, run);
      const newHasher = await createHasherFactory();
      const context = { request, destination, remote, ledger, newHasher, run };
      const known: KnownFile[] = [];
      for (const file of files) known.push(await lookUp(file, context));
      sayPlan(
        known.filter(({ there }) => !there).map(({ file }) => file),
        run,
      );
      for (const file of known) await uploadFile(file, context);
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

/** Throws only what ends the run. */
async function uploadFile(known: KnownFile, context: UploadContext): Promise<void> {
  const { file, there } = known;
  const { run, destination } = context;
  const base = {
    clip: file.clipName,
    roll: undefined,
    findings: [],
    metadata: {},
    destination: destination.label,
  };
  try {
    const receipt = there ?? (await sendOnce(known, context));
    if (!there) run.note({ bytesUploaded: run.facts().bytesUploaded + receipt.bytes });
    run.end({ ...base, status: there ? "skipped" : "done", files: [receipt] });
  } catch (error) {
    run.signal.throwIfAborted();
    const fatal = asFatal(error);
    if (ERRORS[fatal.code].reach === "run") throw fatal;
    run.end({ ...base, status: endOf(fatal), files: [], error: clipError(fatal) });
  }
}

/** A file, and what this tool knows of it by its records. */
interface KnownFile {
  readonly file: OutgoingFile;
  readonly source: FoundFile;
  /** This very file was sent from here before, whatever became of it. */
  readonly isOurs: boolean;
  /** It was, and is still there: nothing is to be done. */
  readonly there: Receipt | undefined;
}

async function lookUp(
  file: OutgoingFile,
  { request, destination: { id }, remote, ledger }: UploadContext,
): Promise<KnownFile> {
  const { path, sizeBytes, mtimeMs, role, clipName } = file;
  const source = { path, relativePath: path, sizeBytes, mtimeMs };
  const record = ledger.at(id).sent(clipName, role);
  const isOurs = record !== undefined && (await isSameSource(record.source, source).catch(() => false));
  // An import of an ALE has to be asked for anew.
  const isWanted = role === "ale" || request.force || !isOurs || remote?.has(clipName) !== true;
  return { file, source, isOurs, there: isWanted ? undefined : record.receipt };
}

/** Throws `name_clash` where another clip has the name. */
async function sendOnce({ file, source, isOurs }: KnownFile, context: UploadContext): Promise<Receipt> {
  const { request, destination, remote, ledger, newHasher, run } = context;
  const { role, clipName: clip, sizeBytes } = file;
  const there = remote?.get(clip);
  if (there && role === "graded" && !isOurs && !request.replace) {
    const verdict = identifyRemote(there.metadata, { bytes: sizeBytes });
    if (verdict.state !== "same") throw remoteClashError(clip, verdict);
  }
  const { emit, signal } = run;
  return sendRecorded(
    { outgoing: file, source, recipe: "as-it-is", about: { facts: {} } },
    { destination, records: ledger.at(destination.id), signal },
    { ledger, card: NO_CARD, stateFolder: request.stateFolder, newHasher, emit },
  );
}
