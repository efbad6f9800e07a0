// Errors of the storage, in XML as Google Cloud Storage and S3 answer, with their codes where they have one.
import type { FastifyReply, FastifyRequest } from "fastify";
import { reasonOf } from "../reason-of.ts";
import type { ServerContext } from "../server-context.ts";
import { UPLOAD_CONTENT_TYPE } from "./signed-url.ts";

/** `message` is a full sentence; it never repeats a signature or a URL. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly status: number;
  /** E.g. `SignatureDoesNotMatch`. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** How long the rest of a refused body is still read and thrown away, so that the client gets to read the answer. */
const DISCARD_MS = 5000;

export function sendStorageError(
  context: ServerContext,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const error = thrown instanceof StorageError ? thrown : toStorageError(context, thrown);
  discardBody(request);
  return reply
    .code(error.status)
    .headers(error.headers)
    .type("application/xml; charset=UTF-8")
    .send(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`,
    );
}

/** Signatures cover the content type, so a store calls a wrong one a wrong signature. */
export function contentTypeError(): StorageError {
  const message = `The URL was signed for Content-Type: ${UPLOAD_CONTENT_TYPE}.`;
  return new StorageError(403, "SignatureDoesNotMatch", message);
}

function toStorageError(context: ServerContext, thrown: unknown): StorageError {
  const { code, statusCode } = thrown as { code?: unknown; statusCode?: unknown };
  if (statusCode === 415) return contentTypeError();
  if (typeof statusCode === "number" && statusCode < 500) {
    return new StorageError(400, "InvalidRequest", "The request is malformed.");
  }
  if (code === "ENOSPC" || code === "EDQUOT") {
    const message = "The disk that the library lies on is full.";
    context.emit({ type: "warning", code: "disk_full", message });
    return new StorageError(503, "InsufficientStorage", message);
  }
  context.emit({ type: "warning", code: "unexpected", message: `An upload failed: ${reasonOf(thrown)}.` });
  return new StorageError(500, "InternalError", "Something went wrong in the server.");
}

/** A closed connection with unread bytes is reset, and takes the answer with it: so the bytes are read for a while. */
function discardBody(request: FastifyRequest): void {
  const body = request.raw;
  if (body.complete || body.destroyed) return;
  const giveUp = setTimeout(() => body.destroy(), DISCARD_MS);
  giveUp.unref();
  body.once("close", () => clearTimeout(giveUp));
  body.resume();
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
