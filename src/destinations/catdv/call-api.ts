// One call of CatDV's API: with the one session, after the call before it, every refusal as an error for people.
import { type ErrorCode, OdailiesError } from "../../domain/errors.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { withFewTries } from "../with-few-tries.ts";
import type { Envelope } from "./api.ts";
import { exchange } from "./exchange.ts";
import { lingering } from "./lingering.ts";
import { notUnderstood } from "./not-understood.ts";
import type { Session } from "./session.ts";

interface Call {
  readonly method: "GET" | "POST" | "PUT";
  /** Below the version, with a slash at its start. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal: AbortSignal;
}

/** Resolves with `OK`, `ERROR` or `MODIFIED`: what a refusal means is the caller's to say. */
export type CallApi = (call: Call) => Promise<Envelope>;

/**
 * GET and PUT say what should be, so that they are tried again where that may help. A POST makes something each time: it
 * is tried once, and its answer is waited for even when everything else is to stop.
 */
export function createCallApi(
  base: string,
  { http, session, how }: { http: HttpClient; session: Session; how: RetryOptions },
): CallApi {
  return ({ method, path, query, body, signal }) => {
    const url = `${base}${path}${query ? `?${new URLSearchParams(query).toString()}` : ""}`;
    const attempt = (signal: AbortSignal) =>
      session.use(base, signal, ({ cookie, secrets }) =>
        exchange(http, { method, url, ...(body && { body }), cookie, secrets, signal }),
      );
    return method === "POST"
      ? lingering(signal, (late) => retry(() => attempt(late), late, ONCE))
      : retry(() => attempt(signal), signal, how);
  };
}

const ONCE = withFewTries({}, 1);

/**
 * What `read` makes of the payload. Throws what `requireData` throws, and `reply_not_understood` where that is nothing.
 */
export function requireRead<Found>(
  answer: Envelope,
  what: string,
  read: (data: unknown) => Found | undefined,
  code?: ErrorCode,
): Found {
  const found = read(requireData(answer, what, code));
  if (found === undefined) throw notUnderstood(what);
  return found;
}

/** The payload; throws `code` for anything but OK, `permission_missing` where the words speak of rights. */
export function requireData(
  { status, data, message = "it gave no reason." }: Envelope,
  what: string,
  code: ErrorCode = "reply_not_understood",
): unknown {
  if (status === "OK") return data;
  const isForbidden = /permission|not allowed|access denied|read.?only|administrator/i.test(message);
  throw new OdailiesError(
    isForbidden ? "permission_missing" : code,
    `CatDV refuses ${what} (${status}): ${message}`,
    {
      hint: isForbidden
        ? "Ask CatDV's administrator to give this user the right to do so."
        : "Check project and the settings in [destinations.catdv].",
      retryable: false,
    },
  );
}
