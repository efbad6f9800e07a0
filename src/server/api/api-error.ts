// Errors of the API, in the one shape that o/DAILIES documents: `{"error":{"message":"…"}}`.
import type { FastifyReply, FastifyRequest } from "fastify";
import { reasonOf } from "../reason-of.ts";
import type { EmitServerEvent } from "../server-event.ts";

/** `message` is a full sentence for the caller; it never repeats a token or a URL. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** In the words of the documented list of errors. */
export function malformedUrl(): ApiError {
  return new ApiError(400, "Bad request: invalid URL format, missing parameters.");
}

export function wrongMethod(allowed: readonly string[]): ApiError {
  const methods = allowed.join(", ");
  return new ApiError(405, `This address takes ${methods} only.`, { Allow: methods });
}

export function apiErrorBody(message: string): { error: { message: string } } {
  return { error: { message } };
}

/** Turns whatever a route threw into an answer. The framework's own messages are not passed on: they may quote the URL. */
export function sendApiError(
  { emit }: { readonly emit: EmitServerEvent },
  error: unknown,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof ApiError) {
    return reply.code(error.status).headers(error.headers).send(apiErrorBody(error.message));
  }
  const status = statusOf(error);
  if (status === 413) return reply.code(413).send(apiErrorBody("The body is larger than 8 MB."));
  if (status >= 400 && status < 500) {
    const message = "The body must be valid JSON, sent as Content-Type: application/json.";
    return reply.code(400).send(apiErrorBody(message));
  }
  emit({ type: "warning", code: "unexpected", message: `A request failed: ${reasonOf(error)}.` });
  return reply.code(500).send(apiErrorBody("Something went wrong in the server."));
}

function statusOf(error: unknown): number {
  return typeof error === "object" && error !== null && "statusCode" in error
    ? Number(error.statusCode)
    : 500;
}
