// The bytes of one file, in parts, going on from what the backend says that it holds.
import type { FileHasher, FileHashes, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { createRedactor } from "../../net/redact.ts";
import { readUnchanged } from "../../net/read-unchanged.ts";
import { readHeld } from "./api.ts";
import { type CallEditor, readAnswer } from "./call-editor.ts";
import type { Presence } from "./presence.ts";
import type { UploadSession } from "./upload-session.ts";

export interface PartsPlace {
  readonly http: HttpClient;
  readonly base: string;
  readonly host: string;
  readonly token: string;
  readonly call: CallEditor;
  readonly presence: Presence;
  readonly partBytes: number;
}

/** As the reference's own example has it. */
const SMALLEST_PART_BYTES = 512 * 1024;
/** An answer that takes nothing so many times in a row takes nothing at all. */
const FRUITLESS = 3;
const TOO_LARGE = 413;
/** A backend that does not know the question for what it holds. */
const NO_ANSWER = [400, 405, 411, 413, 416, 422];

/**
 * Throws what `Destination.send` throws; what `isGone` knows where there is no such session, or none any more.
 */
export async function sendParts(
  file: OutgoingFile,
  session: UploadSession,
  transfer: Transfer,
  place: PartsPlace,
): Promise<FileHashes> {
  const { signal, onProgress, keep } = transfer;
  const state: SendState = { held: session.held, partBytes: place.partBytes, isUnsure: session.isResumed };
  const hashing = startHashing(file, transfer);
  let fruitless = 0;
  while (state.held < file.sizeBytes) {
    signal.throwIfAborted();
    const before = state.held;
    await place.presence.within(() => sendPart(file, session, transfer, place, state), signal);
    fruitless = state.held > before ? 0 : fruitless + 1;
    if (state.held > file.sizeBytes || fruitless > FRUITLESS) throw takesNothing(session.name, place.host);
    keep({ held: String(state.held) });
    await hashing.upTo(state.held);
  }
  await hashing.upTo(file.sizeBytes);
  onProgress(file.sizeBytes);
  return hashing.digest();
}

interface SendState {
  held: number;
  partBytes: number;
  /** May the backend hold something else than what it said last? */
  isUnsure: boolean;
}

async function sendPart(
  file: OutgoingFile,
  session: UploadSession,
  { signal, onProgress }: Transfer,
  place: PartsPlace,
  state: SendState,
): Promise<void> {
  const { http, base, token, host } = place;
  const { id, name } = session;
  const total = file.sizeBytes;
  if (state.isUnsure) state.held = await askHeld(session, total, signal, place, state.held);
  state.isUnsure = false;
  if (state.held >= total) return;
  const part = { start: state.held, end: Math.min(state.held + state.partBytes, total) };
  state.isUnsure = true;
  const reply = await http.putFile({
    url: `${base}/api/upload/media?id=${encodeURIComponent(id)}`,
    ...{ file, part, signal },
    headers: {
      authorization: token,
      "content-type": "application/octet-stream",
      "content-range": `bytes ${part.start}-${part.end - 1}/${total}`,
    },
    onProgress: (done) => onProgress(part.start + done),
  });
  if (reply.status === TOO_LARGE && state.partBytes > SMALLEST_PART_BYTES) {
    state.partBytes = SMALLEST_PART_BYTES;
    return;
  }
  const { status, headers } = readAnswer(reply, {
    accepts: [],
    redactor: createRedactor([token]),
    file: name,
  });
  state.isUnsure = false;
  if (status !== 206 && part.end < total) throw endedEarly(name, host);
  state.held = status === 206 ? readHeld(headers) : total;
}

interface Hashing {
  /** Every byte once, in their order, whatever has to be sent again: read while the system still holds what has gone. */
  upTo(bytes: number): Promise<void>;
  digest: FileHasher["digest"];
}

function startHashing(file: OutgoingFile, { newHasher, signal }: Transfer): Hashing {
  const hasher = newHasher(file.sizeBytes);
  let done = 0;
  return {
    upTo: async (bytes) => {
      if (bytes <= done) return;
      for await (const chunk of readUnchanged(file, { start: done, end: bytes })) {
        signal.throwIfAborted();
        await hasher.update(chunk);
        done += chunk.byteLength;
      }
    },
    digest: () => hasher.digest(),
  };
}

/** An empty part asks what has arrived; `known` where the backend does not answer that. */
async function askHeld(
  { id, name }: UploadSession,
  total: number,
  signal: AbortSignal,
  { call }: PartsPlace,
  known: number,
): Promise<number> {
  const { status, headers } = await call({
    method: "PUT",
    path: "upload/media",
    query: { id },
    headers: { "content-type": "application/octet-stream", "content-range": `bytes */${total}` },
    accepts: NO_ANSWER,
    file: name,
    signal,
  });
  if (status === 206) return readHeld(headers);
  return status === 200 ? total : known;
}

function endedEarly(name: string, host: string): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `${name}: ${host} said that it was done before it had the whole file.`,
    {
      hint: "Run the same command again; if it happens again, a proxy on the way may alter what is sent.",
    },
  );
}

function takesNothing(name: string, host: string): OdailiesError {
  return new OdailiesError("upload_failed", `${name}: ${host} answers, but takes no more of the file.`, {
    hint: "Run the same command again; if it happens again, have whoever runs the editor look at its log.",
  });
}
