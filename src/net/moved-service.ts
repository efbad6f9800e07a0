// A service that has moved for good says so at every path of its API: that is told, and never followed.
import { OdailiesError } from "../domain/errors.ts";
import type { HttpReply } from "./http-reply.ts";

/** From there on the path is the API's own, and may hold a token. */
const API_PATH = /\/api\/.*$/;

/**
 * The error for a permanent redirect (301 and 308, RFC 9110 §15.4) of one path of an API to the same one on another
 * host; undefined for every other answer. A captive portal leads to a page of its own.
 */
export function findMove(asked: URL, { status, headers }: HttpReply): OdailiesError | undefined {
  const location = headers["location"] ?? "";
  if ((status !== 301 && status !== 308) || !URL.canParse(location, asked.href)) return undefined;
  const target = new URL(location, asked);
  const path = API_PATH.exec(asked.pathname)?.[0];
  const isSamePath = path !== undefined && path === API_PATH.exec(target.pathname)?.[0];
  const isSafe = target.protocol === "https:" || target.protocol === asked.protocol;
  const hasLogin = target.username !== "" || target.password !== "";
  if (!isSamePath || !isSafe || hasLogin || target.host === asked.host) return undefined;
  const address = `${target.origin}${target.pathname.replace(API_PATH, "")}`;
  return new OdailiesError("reply_not_understood", `The service at ${asked.host} has moved to ${address}.`, {
    hint: `Give --api ${address}.`,
    context: { status },
  });
}
