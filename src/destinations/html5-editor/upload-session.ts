// One upload session: begun, found again after a break, or given up once it is too old.
import type { OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { type MediaEntry, readEntry, readError, readId } from "./api.ts";
import { type CallEditor, type EditorAnswer, notTheEditor } from "./call-editor.ts";
import { describeMediaError, isGone, isOfMedia } from "./editor-error.ts";
import type { Library } from "./library.ts";
import type { Presence } from "./presence.ts";

/** Where a file goes: the folder's id, and the name there. */
export interface FilePlace {
  readonly folder: string;
  readonly name: string;
}

export interface UploadSession extends FilePlace {
  readonly id: string;
  /** Bytes that the backend holds, as far as is known: all of a file that is there. */
  readonly held: number;
  /** Begun by an earlier attempt: how much there is has to be asked. */
  readonly isResumed: boolean;
}

export interface SessionPlace {
  readonly call: CallEditor;
  readonly presence: Presence;
  readonly library: Library;
  readonly host: string;
  readonly nowMs: () => number;
}

/** The backend keeps a session for so long. */
const SESSION_MS = 24 * 3_600_000;
const UPLOADING = "upload";

/**
 * The session of an earlier attempt at this very file; undefined where there is none, or none that can be gone on with.
 * What is left of one that is too old, or has come to nothing, is taken away.
 */
export async function findKeptSession(
  file: OutgoingFile,
  { kept, signal }: Transfer,
  place: SessionPlace,
): Promise<UploadSession | undefined> {
  const { session: id, folder, name, size, begunAt, held } = kept(file.role);
  if (id === undefined || folder === undefined || name === undefined || Number(size) !== file.sizeBytes)
    return undefined;
  const entry = await getEntry(id, signal, place);
  if (!entry) return undefined;
  const found = { id, folder, name, isResumed: true };
  const isWhole = entry.status !== UPLOADING;
  if (isWhole && !entry.error) return { ...found, held: file.sizeBytes };
  const ageMs = place.nowMs() - Date.parse(begunAt ?? "");
  if (!isWhole && ageMs < SESSION_MS) return { ...found, held: Number(held ?? 0) };
  await removeFile(found, signal, place);
  return undefined;
}

/**
 * A session for the file in its folder. One of the same name and size is gone on with: its making may have gone through
 * although its answer was lost. A file of the same name and size that is there is this one: the backend tells no digest.
 */
export async function beginSession(
  file: OutgoingFile,
  to: FilePlace,
  { keep, signal }: Transfer,
  { call, presence, library, host, nowMs }: SessionPlace,
): Promise<UploadSession> {
  const { folder, name } = to;
  const size = file.sizeBytes;
  return presence.within(async () => {
    const there = (await library.list(folder, signal, name)).filter((entry) => isSame(entry, name, file));
    const done = there.find((entry) => entry.status !== UPLOADING);
    if (done) return { ...to, id: done.id, held: size, isResumed: true };
    const begun = there[0];
    const body = { size, name, folder };
    const make = { method: "POST", path: "upload/media", body, file: name, signal } as const;
    const id = begun?.id ?? readId((await call(make)).json);
    if (id === undefined) throw notTheEditor(host);
    const begunAt = new Date(nowMs()).toISOString();
    keep({ session: id, folder, name, size: String(size), held: "0", begunAt });
    return { ...to, id, held: 0, isResumed: begun !== undefined };
  }, signal);
}

function isSame(entry: MediaEntry, name: string, { sizeBytes }: OutgoingFile): boolean {
  return !entry.isFolder && entry.name.normalize("NFC") === name && entry.bytes === sizeBytes && !entry.error;
}

/** Undefined where there is no such file. */
export async function getEntry(
  id: string,
  signal: AbortSignal,
  place: Pick<SessionPlace, "call" | "presence">,
): Promise<MediaEntry | undefined> {
  const answer = await askOfFile("GET", id, signal, place);
  return answer && readEntry(answer.json);
}

/** Without force: what an edit uses stays. Resolves to the reason, a sentence, where it does. */
export async function removeFile(
  { id, name }: { readonly id: string; readonly name: string },
  signal: AbortSignal,
  place: Pick<SessionPlace, "call" | "presence" | "host">,
): Promise<string | undefined> {
  try {
    const error = readError((await askOfFile("DELETE", id, signal, place, name))?.json);
    return error && describeMediaError(error, name, place.host).message;
  } catch (error) {
    if (isOfMedia(error)) return error.message;
    throw error;
  }
}

/** Undefined where there is no such file. */
async function askOfFile(
  method: "GET" | "DELETE",
  id: string,
  signal: AbortSignal,
  { call, presence }: Pick<SessionPlace, "call" | "presence">,
  name?: string,
): Promise<EditorAnswer | undefined> {
  const path = `mediafiles/${encodeURIComponent(id)}`;
  const ask = () => call({ method, path, signal, ...(name !== undefined && { file: name }) });
  try {
    return await presence.within(ask, signal);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
