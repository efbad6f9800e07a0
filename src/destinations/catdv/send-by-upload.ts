// Video by upload: a ticket, then one piece after the other, going on where an earlier attempt ended.
import type { Receipt } from "../../domain/clip.ts";
import type { FileHashes, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { fileKey } from "../file-key.ts";
import { makeReceipt } from "../make-receipt.ts";
import { readFile } from "../read-file.ts";
import { readBytesUploaded, readTicket } from "./api.ts";
import { requireRead } from "./call-api.ts";
import { type CatalogueOfClips, findClip } from "./clips.ts";
import { type Answer, headersOf, readAnswer } from "./exchange.ts";
import type { FieldPlaces } from "./map.ts";
import { describeUpload } from "./new-clip.ts";
import type { Session } from "./session.ts";

export interface UploadContext extends CatalogueOfClips {
  readonly base: string;
  readonly http: HttpClient;
  readonly session: Session;
  readonly fields: FieldPlaces;
  readonly how: RetryOptions;
}

/** As CatDV's web client cuts files: a hundredth each, within limits; the largest is a fraction of what it would send. */
const PIECES = 100;
const SMALLEST_PIECE_BYTES = 64 * 1024;
const LARGEST_PIECE_BYTES = 4 * 1024 * 1024;

/**
 * What becomes of the bytes is set up at the server: a Worker makes a clip of them, some time later. There is no way to
 * put new bytes under a clip that is there: `upload_failed` for one that these bytes did not make.
 */
export async function sendByUpload(
  file: OutgoingFile,
  transfer: Transfer,
  context: UploadContext,
): Promise<Receipt> {
  const { signal } = transfer;
  const hashes: FileHashes = await readFile(file, { ...transfer, onProgress: () => undefined });
  const before = await findClip(context, file.clipName, signal);
  const isOurs = transfer.kept(file.role)["ticket"] !== undefined;
  if (before && !isOurs) throw isThere(file.clipName);
  if (!before) await retry(() => uploadOnce(file, transfer, context), signal, context.how);
  transfer.onProgress(file.sizeBytes);
  const after = before ?? (await findClip(context, file.clipName, signal));
  // The bytes are there; without a clip CatDV has made nothing of them yet.
  return makeReceipt(file, fileKey(file), hashes, { ...(after === undefined && { isProcessing: true }) });
}

/** One attempt: goes on in the upload that was begun, as far as the server knows it, else begins another. */
async function uploadOnce(file: OutgoingFile, transfer: Transfer, context: UploadContext): Promise<void> {
  const { ticket, bytes: from } = await resume(file, transfer, context);
  let bytes = from;
  const pieceBytes = Math.min(
    Math.max(Math.ceil(file.sizeBytes / PIECES), SMALLEST_PIECE_BYTES),
    LARGEST_PIECE_BYTES,
  );
  while (bytes < file.sizeBytes) {
    const end = Math.min(bytes + pieceBytes, file.sizeBytes);
    const start = bytes;
    if (end === file.sizeBytes) transfer.keep({ ticket, isLastOut: "yes" });
    bytes = await sendPiece(file, ticket, { start, end }, transfer, context);
    if (bytes !== end) throw outOfStep(file.clipName, bytes, end);
    transfer.keep({ ticket, bytes: String(bytes) });
  }
}

interface Begun {
  readonly ticket: string;
  readonly bytes: number;
}

/** A piece without bytes changes nothing, and its answer tells how many there are: more may have come than was answered. */
async function resume(file: OutgoingFile, transfer: Transfer, context: UploadContext): Promise<Begun> {
  const { ticket, bytes = "0", isLastOut = "no" } = transfer.kept(file.role);
  if (ticket === undefined) return begin(file, transfer, context);
  // Everything was answered for: there is nothing left to ask of the ticket.
  if (Number(bytes) === file.sizeBytes) return { ticket, bytes: file.sizeBytes };
  const known = await askBytes(file, ticket, transfer, context);
  if (known !== undefined && known <= file.sizeBytes) return { ticket, bytes: known };
  // A server that has the last piece has no more use for the ticket: a second upload would make a second clip.
  return isLastOut === "yes" ? { ticket, bytes: file.sizeBytes } : begin(file, transfer, context);
}

async function begin(
  file: OutgoingFile,
  transfer: Transfer,
  { call, catalogueId, fields }: UploadContext,
): Promise<Begun> {
  const { signal } = transfer;
  const metadata = describeUpload(file.clipName, await file.describe?.(), catalogueId, fields);
  const body = { filename: `${file.clipName}.mp4`, fileSize: file.sizeBytes, metadata };
  const ticket = requireRead(
    await call({ method: "POST", path: "/uploads", body, signal }),
    `the upload of ${file.clipName}`,
    readTicket,
    "upload_failed",
  );
  transfer.keep({ ticket, bytes: "0", isLastOut: "no" });
  return { ticket, bytes: 0 };
}

/** Undefined where the server has forgotten the upload. */
async function askBytes(
  file: OutgoingFile,
  ticket: string,
  transfer: Transfer,
  context: UploadContext,
): Promise<number | undefined> {
  const { status, data } = await putPiece(file, ticket, { start: 0, end: 0 }, transfer, context);
  return status === "OK" ? readBytesUploaded(data) : undefined;
}

/** How many bytes the server has by then. */
async function sendPiece(
  file: OutgoingFile,
  ticket: string,
  part: { readonly start: number; readonly end: number },
  transfer: Transfer,
  context: UploadContext,
): Promise<number> {
  const answer = await putPiece(file, ticket, part, transfer, context);
  return requireRead(answer, `bytes of ${file.clipName}`, readBytesUploaded, "upload_failed");
}

async function putPiece(
  file: OutgoingFile,
  ticket: string,
  part: { readonly start: number; readonly end: number },
  { signal, onProgress }: Transfer,
  { base, http, session }: UploadContext,
): Promise<Answer> {
  return session.use(base, signal, async ({ cookie, secrets }) => {
    const reply = await http.putFile({
      url: `${base}/uploads/${encodeURIComponent(ticket)}`,
      file,
      part,
      headers: { ...headersOf(cookie), "content-type": "application/octet-stream" },
      signal,
      onProgress: (done) => onProgress(part.start + done),
    });
    return readAnswer(reply, secrets);
  });
}

function isThere(clipName: string): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `CatDV has ${clipName} already, and an upload would make a second clip of it.`,
    {
      hint: 'Give new bytes to a clip by path: media = "path" in [destinations.catdv].',
      retryable: false,
    },
  );
}

function outOfStep(clipName: string, there: number, sent: number): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `CatDV has ${there} bytes of ${clipName} where ${sent} were sent, so the upload is not whole.`,
    { hint: "Run the same command again: it is asked how much is there, and goes on from that." },
  );
}
