// Sends a file of any size with one request, in bounded memory, hashed while it is read.
import { Readable } from "node:stream";
import { type Dispatcher, request as undiciRequest } from "undici";
import type { FileHasher, FileHashes } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Bandwidth } from "./bandwidth.ts";
import { type HttpReply, makeReply } from "./http-reply.ts";
import { parseHttpUrl } from "./http-url.ts";
import { describeNetworkError, findNetworkFault } from "./network-error.ts";
import { readText } from "./read-text.ts";
import { type FilePart, type FileToRead, readUnchanged } from "./read-unchanged.ts";
import { createRedactor } from "./redact.ts";
import { type StallTimer, startStallTimer } from "./stall-timer.ts";
import { UnansweredPut } from "./unanswered-put.ts";

export interface FileUpload {
  readonly url: string;
  readonly file: FileToRead;
  readonly signal: AbortSignal;
  /** Used for this one attempt. Without one nothing is hashed. */
  readonly hasher?: FileHasher;
  /** Only these of its bytes. Default: all. */
  readonly part?: FilePart;
  /** Bytes on their way, of the file's size or the part's; what the system still holds back counts as moved. */
  readonly onProgress: (bytesDone: number) => void;
  /** Default: PUT. */
  readonly method?: "PUT" | "POST";
  /** Besides length and user agent. Default: the type of plain bytes. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What goes before and after the file's own bytes, as multipart/form-data wants it. */
  readonly around?: { readonly before: Uint8Array; readonly after: Uint8Array };
  /** For a server that works on a file before it answers. Default: the client's. */
  readonly replyTimeoutMs?: number;
}

export interface PutReply extends HttpReply {
  /** Less than what was to be sent where the store answered early. */
  readonly bytesSent: number;
  /** Of all that was to be sent; undefined where the store answered early, and without a hasher. */
  readonly hashes: FileHashes | undefined;
}

export interface PutSettings {
  readonly dispatcherFor: (target: URL) => Dispatcher;
  readonly userAgent: string;
  readonly stallTimeoutMs: number;
  readonly replyTimeoutMs: number;
  readonly bandwidth?: Bandwidth | undefined;
}

/** Large slices save processor time on a fast line; on a slow one, only small ones show that something moves. */
const LARGEST_SLICE_BYTES = 512 * 1024;
const SMALLEST_SLICE_BYTES = 16 * 1024;
/** A slice that is gone sooner may be larger, one that takes longer than the second should be smaller. */
const SLICE_MS = { quick: 100, slow: 1000 } as const;
const LARGEST_ANSWER_BYTES = 64 * 1024;

/** To send a file again costs what it took to send it; so long, but no longer than this, an answer is worth waiting for. */
const LONGEST_REPLY_MS = 10 * 60_000;

const PLAIN_BYTES = { "content-type": "application/octet-stream" };

/** See `HttpClient.putFile`. The request carries no header but length, user agent and what it is given. */
export async function putFile(upload: FileUpload, settings: PutSettings): Promise<PutReply> {
  const { file, part, signal, hasher, method = "PUT", headers = PLAIN_BYTES, around } = upload;
  const sizeBytes = sizeOf(file, part);
  const aroundBytes = (around?.before.byteLength ?? 0) + (around?.after.byteLength ?? 0);
  const target = parseHttpUrl(upload.url);
  signal.throwIfAborted();
  const stop = new AbortController();
  const forwardAbort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", forwardAbort, { once: true });
  const stall = startStallTimer(settings.stallTimeoutMs, () => stop.abort(stalled(target.host, settings)));
  const sending = { bytesSent: 0 };
  try {
    const reply = await undiciRequest(target, {
      dispatcher: settings.dispatcherFor(target),
      method,
      headers: {
        ...headers,
        "content-length": String(sizeBytes + aroundBytes),
        "user-agent": settings.userAgent,
      },
      body: Readable.from(feed({ ...upload, signal: stop.signal }, sending, stall, settings), {
        objectMode: false,
        highWaterMark: 1,
      }),
      signal: stop.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const text = await readText(reply.body, LARGEST_ANSWER_BYTES, { whenLarger: "cut", host: target.host });
    const isWhole = sending.bytesSent === sizeBytes;
    return {
      ...makeReply(reply.statusCode, reply.headers, text, target.host),
      bytesSent: sending.bytesSent,
      hashes: isWhole ? await hasher?.digest() : undefined,
    };
  } catch (error) {
    signal.throwIfAborted();
    const said = describeBreak(error, target.host, sending.bytesSent) ?? error;
    const isOut = sending.bytesSent === sizeBytes && sizeBytes > 0;
    if (isOut && hasher && isBrokenOff(said))
      throw new UnansweredPut(target.host, await hasher.digest(), said);
    throw said;
  } finally {
    stall.stop();
    signal.removeEventListener("abort", forwardAbort);
  }
}

/** The body: a slice counts as moved once the next one is asked for; the line then has room again. */
async function* feed(
  { file, part, hasher, onProgress, signal, around, ...upload }: FileUpload,
  sending: { bytesSent: number },
  stall: StallTimer,
  { stallTimeoutMs, bandwidth, ...settings }: PutSettings,
): AsyncGenerator<Uint8Array, void, undefined> {
  const replyTimeoutMs = upload.replyTimeoutMs ?? settings.replyTimeoutMs;
  if (around) yield around.before;
  let sliceBytes = SMALLEST_SLICE_BYTES;
  const startedMs = performance.now();
  const sizeBytes = sizeOf(file, part);
  for await (const chunk of readUnchanged(file, part)) {
    await hasher?.update(chunk);
    for (let start = 0; start < chunk.byteLength;) {
      const slice = chunk.subarray(start, start + Math.min(sliceBytes, bandwidth?.pieceBytes() ?? Infinity));
      start += slice.byteLength;
      if (bandwidth) {
        stall.pause();
        await bandwidth.take(slice.byteLength, signal);
        stall.touch(stallTimeoutMs);
      }
      const beganMs = performance.now();
      yield slice;
      sliceBytes = adaptSlice(sliceBytes, performance.now() - beganMs);
      sending.bytesSent += slice.byteLength;
      // After the last slice the system may still have megabytes to send, and the store a file to finish.
      const tookMs = Math.min(performance.now() - startedMs, LONGEST_REPLY_MS);
      stall.touch(sending.bytesSent < sizeBytes ? stallTimeoutMs : Math.max(replyTimeoutMs, tookMs));
      onProgress(sending.bytesSent);
    }
  }
  if (around) yield around.after;
}

function sizeOf({ sizeBytes }: FileToRead, part: FilePart | undefined): number {
  return part ? part.end - part.start : sizeBytes;
}

function adaptSlice(bytes: number, tookMs: number): number {
  if (tookMs < SLICE_MS.quick) return Math.min(2 * bytes, LARGEST_SLICE_BYTES);
  return tookMs > SLICE_MS.slow ? Math.max(bytes / 2, SMALLEST_SLICE_BYTES) : bytes;
}

function stalled(host: string, { stallTimeoutMs }: PutSettings): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `Nothing moved to ${host} for too long, so the upload was stopped.`,
    {
      hint: "Check the internet connection, then run the same command again.",
      context: { fault: "stall", stallTimeoutMs },
    },
  );
}

/** The connection fell silent or broke: an error of the upload that may pass, and none of the file's own. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof OdailiesError && error.code === "upload_failed" && "fault" in error.context;
}

/**
 * Once bytes have moved, a break is this upload's; before that, it is the network's. Undefined for what is neither: the
 * file's own trouble and a stall come through as they are.
 */
function describeBreak(error: unknown, host: string, bytesSent: number): OdailiesError | undefined {
  const fault = findNetworkFault(error);
  if (bytesSent === 0 || fault === undefined) return describeNetworkError(error, host, createRedactor());
  return new OdailiesError("upload_failed", `The connection to ${host} broke off after ${bytesSent} bytes.`, {
    hint: "Check the internet connection, then run the same command again.",
    context: { fault, bytesSent },
  });
}
