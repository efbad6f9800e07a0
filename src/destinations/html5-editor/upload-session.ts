// One upload session: begun, found again after a break, or given up once it is too old.
import type { OutgoingFile, RemoteIds, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { type MediaEntry, readEntry, readError, readId } from "./api.ts";
import { type CallEditor, type EditorAnswer, notTheEditor } from "./call-editor.ts";
import type { Library } from "./library.ts";

/** Where a file goes: the folder's id, and the name there. */
export interface FilePlace {
  readonly folder: string;
  readonly name: string;
}

export interface UploadSession extends FilePlace {
  readonly id: string;
  /** As far as is known; of one that is gone on with, it is asked again. */
  readonly held: number;
  readonly isResumed: boolean;
  /** The backend has every byte. */
  readonly isWhole: boolean;
}

export interface SessionPlace {
  readonly call: CallEditor;
  readonly library: Library;
  readonly host: string;
  readonly retry: RetryOptions;
  readonly nowMs: () => number;
}

/** The backend keeps a session for so long. */
const SESSION_MS = 24 * 3_600_000;
const UPLOADING = "upload";

/**
 * The session of an earlier attempt at this very file; undefined where there is none, or none that can be gone on with.
 * What is left of one that is too old, or has
 * come to nothing, is taken away.
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
  if (isWhole && !entry.error) return { ...found, held: file.sizeBytes, isWhole };
  const ageMs = place.nowMs() - Date.parse(begunAt ?? "");
  if (!isWhole && ageMs < SESSION_MS) return { ...found, held: Number(held ?? 0), isWhole };
  await removeFile(id, signal, place);
  return undefined;
}

/**
 * A session for the file in its folder. One of the same name and size is gone on with: its making may have gone through
 * although its answer was lost. A file of the same name and size that is there is this one: the backend tells no digest.
 */
export async function beginSession(
  file: OutgoingFile,
  to: FilePlace,
  transfer: Transfer,
  place: SessionPlace,
): Promise<UploadSession> {
  const { call, library, host, retry: retryOptions, nowMs } = place;
  const { signal } = transfer;
  const { folder, name } = to;
  const once = { ...retryOptions, policy: ONCE };
  return retry(
    async () => {
      const there = (await library.list(folder, signal, name)).filter((entry) => isSame(entry, name, file));
      const done = there.find((entry) => entry.status !== UPLOADING);
      if (done) return { ...to, id: done.id, held: file.sizeBytes, isResumed: true, isWhole: true };
      const begun = there[0];
      const body = { size: file.sizeBytes, name, folder };
      const post = () =>
        call({ method: "POST", path: "upload/media", body, file: name, signal, retry: once });
      const id = begun?.id ?? readId((await post()).json);
      if (id === undefined) throw notTheEditor(host);
      keepSession(transfer, { id, ...to }, file.sizeBytes, nowMs());
      return { ...to, id, held: 0, isResumed: begun !== undefined, isWhole: false };
    },
    signal,
    retryOptions,
  );
}

const ONCE = { attempts: 1, networkAttempts: 1, firstDelayMs: 0, longestDelayMs: 0, longestRetryAfterMs: 0 };

function keepSession(
  { keep }: Transfer,
  { id, folder, name }: FilePlace & { readonly id: string },
  size: number,
  nowMs: number,
): void {
  const ids: RemoteIds = { session: id, folder, name, size: String(size), held: "0" };
  keep({ ...ids, begunAt: new Date(nowMs).toISOString() });
}

function isSame(entry: MediaEntry, name: string, { sizeBytes }: OutgoingFile): boolean {
  return !entry.isFolder && entry.name.normalize("NFC") === name && entry.bytes === sizeBytes && !entry.error;
}

/** Undefined where there is no such file. */
export async function getEntry(
  id: string,
  signal: AbortSignal,
  { call }: Pick<SessionPlace, "call">,
): Promise<MediaEntry | undefined> {
  const path = `mediafiles/${encodeURIComponent(id)}`;
  const answer = await unlessGone(call({ method: "GET", path, signal }));
  return answer && readEntry(answer.json);
}

/** Without force: what an edit uses stays. Resolves to false where it does. */
export async function removeFile(
  id: string,
  signal: AbortSignal,
  { call }: Pick<SessionPlace, "call">,
): Promise<boolean> {
  const path = `mediafiles/${encodeURIComponent(id)}`;
  const answer = await unlessGone(call({ method: "DELETE", path, signal }));
  return readError(answer?.json) === undefined;
}

async function unlessGone(answer: Promise<EditorAnswer>): Promise<EditorAnswer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** The backend does not know what was asked for, although it knows the user. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof OdailiesError &&
    (error.context["status"] === 404 || error.context["type"] === "not_found")
  );
}
