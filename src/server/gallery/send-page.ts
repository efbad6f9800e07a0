// Pages as answers, those among them that say what went wrong.
import type { FastifyReply } from "fastify";
import { ApiError } from "../api/api-error.ts";
import { reasonOf } from "../reason-of.ts";
import type { ServerContext } from "../server-context.ts";
import { renderNotice } from "./page.ts";
import { PageRefusal, type RefusalWords } from "./page-refusal.ts";

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(page);
}

const NOT_POSSIBLE: RefusalWords = {
  title: "Not possible",
  text: "The server cannot answer this request.",
};

const WORDS_OF_STATUS: Readonly<Record<number, RefusalWords>> = {
  413: { title: "Too much", text: "The form holds more text than a clip can have. Nothing was changed." },
};

/** What the file sender throws carries its status and headers, e.g. 416 with `Content-Range`. */
export function sendPageError(
  { emit }: Pick<ServerContext, "emit">,
  error: unknown,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof PageRefusal) return sendWords(reply, error.status, error.words, error.headers);
  if (error instanceof ApiError) {
    return sendWords(reply, error.status, { title: "Not now", text: error.message }, error.headers);
  }
  const { statusCode, headers } = error as { statusCode?: number; headers?: Record<string, string> };
  if (statusCode !== undefined && statusCode < 500) {
    return sendWords(reply, statusCode, WORDS_OF_STATUS[statusCode] ?? NOT_POSSIBLE, headers);
  }
  emit({ type: "warning", code: "unexpected", message: `A page failed: ${reasonOf(error)}.` });
  const text = "The server could not do this; where it was started, it says why.";
  return sendWords(reply, 500, { title: "Something went wrong", text });
}

function sendWords(
  reply: FastifyReply,
  status: number,
  { title, text, next }: RefusalWords,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return sendPage(reply.code(status).headers(headers), renderNotice(title, text, next));
}
