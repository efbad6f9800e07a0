// One file: its folder, its session, its parts, and what the backend makes of it; then what it takes the place of goes.
import type { Receipt } from "../../domain/clip.ts";
import type { FileHashes, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import type { Warning } from "../../domain/warning.ts";
import { makeReceipt } from "../make-receipt.ts";
import { awaitReady, type ReadyPlace } from "./await-ready.ts";
import { isGone } from "./editor-error.ts";
import type { FileNames } from "./name-template.ts";
import { type PartsPlace, sendParts } from "./send-parts.ts";
import {
  beginSession,
  findKeptSession,
  getEntry,
  removeFile,
  type SessionPlace,
  type UploadSession,
} from "./upload-session.ts";

export interface SendPlace extends PartsPlace, SessionPlace, ReadyPlace {
  readonly files: FileNames;
  readonly foldersOf: (file: OutgoingFile) => Promise<{ path: readonly string[]; name: string }>;
  readonly warn: (warning: Warning) => void;
}

/**
 * Goes on with what an earlier attempt began. Where patience ends before the backend is ready, the receipt says that it
 * is processing.
 */
export async function sendFile(
  file: OutgoingFile,
  key: string,
  transfer: Transfer,
  place: SendPlace,
): Promise<Receipt> {
  const { session, hashes } = await sendBytes(file, transfer, place);
  const state = await awaitReady(session, transfer.signal, place);
  await removeOlder(file, session, transfer.signal, place);
  return makeReceipt(file, key, hashes, {
    sentAt: new Date(place.nowMs()).toISOString(),
    // By this it is asked for later.
    etag: session.id,
    ...(state === "processing" && { isProcessing: true }),
  });
}

async function sendBytes(
  file: OutgoingFile,
  transfer: Transfer,
  place: SendPlace,
): Promise<{ readonly session: UploadSession; readonly hashes: FileHashes }> {
  const session = (await findKeptSession(file, transfer, place)) ?? (await begin(file, transfer, place));
  try {
    return { session, hashes: await sendParts(file, session, transfer, place) };
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  // Either the last answer was lost, and the backend has the file, or it has let go of the session.
  const entry = await getEntry(session.id, transfer.signal, place);
  if (entry?.status !== undefined && entry.status !== "upload") {
    const whole = { ...session, held: file.sizeBytes };
    return { session: whole, hashes: await sendParts(file, whole, transfer, place) };
  }
  if (entry) await removeFile(session, transfer.signal, place);
  const anew = await begin(file, transfer, place);
  return { session: anew, hashes: await sendParts(file, anew, transfer, place) };
}

async function begin(file: OutgoingFile, transfer: Transfer, place: SendPlace): Promise<UploadSession> {
  const { path, name } = await place.foldersOf(file);
  return place.library.inFolder(path, transfer.signal, (folder) =>
    beginSession(file, { folder, name }, transfer, place),
  );
}

/** Earlier versions of this file, and what is left of attempts at them, in the same folder. */
async function removeOlder(
  { role, clipName }: OutgoingFile,
  { id, folder }: UploadSession,
  signal: AbortSignal,
  place: SendPlace,
): Promise<void> {
  const { library, presence, files, warn } = place;
  const list = () => library.list(folder, signal, clipName);
  for (const entry of await presence.within(list, signal)) {
    const read = entry.isFolder || entry.id === id ? undefined : files.read(entry.name);
    if (read?.clipName !== clipName.normalize("NFC") || read.role !== role) continue;
    const reason = await removeFile(entry, signal, place);
    if (reason !== undefined)
      warn({ code: "replacing", message: `The earlier version stays beside the new one. ${reason}` });
  }
}
