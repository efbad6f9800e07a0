// One request and what CatDV means by the answer: 200 says nothing, and failures come as JSON or as a container's page.
import { OdailiesError } from "../../domain/errors.ts";
import { findCaptivePortal } from "../../net/captive-portal.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { HttpReply } from "../../net/http-reply.ts";
import { parseJson } from "../../net/parse-json.ts";
import { createRedactor } from "../../net/redact.ts";
import { INSUFFICIENT_STORAGE, mayPass } from "../../net/retry-verdict.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { quoteAnswer } from "../quote-answer.ts";
import { type Envelope, readEnvelope } from "./api.ts";

interface Exchange {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly body?: object;
  /** Of the session: a secret. */
  readonly cookie?: string | undefined;
  readonly secrets?: readonly string[];
  readonly signal: AbortSignal;
}

export interface Answer extends Envelope {
  /** The `JSESSIONID` that the answer set. */
  readonly cookie: string | undefined;
}

/** With a name, as the web client does it, so that an administrator sees who takes a seat. `cookie` is the session's. */
export function headersOf(cookie: string | undefined): Readonly<Record<string, string>> {
  return {
    "catdv-client": "odailies",
    accept: "application/json",
    ...(cookie === undefined ? {} : { cookie: `JSESSIONID=${cookie}` }),
  };
}

/**
 * Throws `RefusedAttempt` for what another try may mend, `reply_not_understood` for what is no answer of CatDV's, and
 * what `HttpClient.send` throws.
 */
export async function exchange(
  http: HttpClient,
  { method, url, body, cookie, secrets = [], signal }: Exchange,
): Promise<Answer> {
  const hidden = [...secrets, ...(cookie === undefined ? [] : [cookie])];
  const reply = await http.send({
    method,
    url,
    headers: { ...headersOf(cookie), ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal,
    secrets: hidden,
  });
  return readAnswer(reply, hidden);
}

/** `secrets` are cut out of the server's own words. */
export function readAnswer(reply: HttpReply, secrets: readonly string[]): Answer {
  const redactor = createRedactor(secrets);
  const envelope = readEnvelope(parseJson(reply.text, reply.host));
  if (envelope) {
    const message = envelope.message === undefined ? undefined : redactor.redact(envelope.message);
    return { ...envelope, message, cookie: readCookie(reply) };
  }
  const page = readContainerMessage(reply.text);
  const portal = page === undefined && findCaptivePortal(reply, "json");
  if (portal) throw portal;
  const said = quoteAnswer(page === undefined ? undefined : redactor.redact(page));
  if (reply.status === INSUFFICIENT_STORAGE) {
    throw new OdailiesError("permission_missing", `${reply.host} has no room left (507).${said}`, {
      hint: "Have whoever runs CatDV free space, then run the same command again: what is up stays up.",
      context: { status: reply.status },
    });
  }
  const isAway = mayPass(reply.status);
  const error = new OdailiesError(
    isAway ? "destination_unreachable" : "reply_not_understood",
    isAway
      ? `${reply.host} cannot answer at the moment (${reply.status}).${said}`
      : `${reply.host} answered, but not as CatDV's REST API does (${reply.status}).${said}`,
    {
      hint: isAway
        ? "Run the same command again in a few minutes."
        : "Check --api; server-version in [destinations.catdv] names another version of the API.",
      context: { status: reply.status },
    },
  );
  throw isAway ? new RefusedAttempt(reply, error) : error;
}

/** `<b>message</b> <u>…</u>`, as Java containers write their error pages; undefined for any other text. */
function readContainerMessage(html: string): string | undefined {
  const found = /<b>\s*message\s*<\/b>\s*<u>([^<]{0,300})<\/u>/i.exec(html)?.[1];
  return found?.replaceAll(/\s+/g, " ").trim();
}

function readCookie({ headers }: Pick<HttpReply, "headers">): string | undefined {
  return /(?:^|[,;\s])JSESSIONID=([^;,\s]+)/i.exec(headers["set-cookie"] ?? "")?.[1];
}
