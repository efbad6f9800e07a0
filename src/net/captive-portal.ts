// Hotel Wi-Fi and firewalls answer in the server's place: with a web page, or a redirect to one.
import { OdailiesError } from "../domain/errors.ts";
import type { HttpReply } from "./http-reply.ts";

const NETWORK_AUTHENTICATION_REQUIRED = 511; // RFC 6585 §6

type Answer = Pick<HttpReply, "status" | "headers" | "text" | "host">;

/**
 * The error for an answer that somebody else gave in the server's place; undefined for the server's own.
 * `expects` is what the server would have sent. Only a web page where JSON is expected, a redirect to another host,
 * or status 511 count, so that a storage that labels its empty answer `text/html` is believed.
 */
export function findCaptivePortal(answer: Answer, expects: "json" | "anything"): OdailiesError | undefined {
  const elsewhere = redirectsTo(answer);
  const isPortal =
    answer.status === NETWORK_AUTHENTICATION_REQUIRED ||
    elsewhere !== undefined ||
    isForeignPage(answer, expects);
  if (!isPortal) return undefined;
  const what = elsewhere === undefined ? "a web page" : `a redirect to ${elsewhere}`;
  return new OdailiesError(
    "destination_unreachable",
    `A captive portal answered in place of ${answer.host}: ${what} with status ${answer.status}.`,
    {
      hint: "Open a browser, log in to this network, then run the same command again.",
      context: { status: answer.status },
    },
  );
}

/** The other host that an answer redirects to. */
function redirectsTo({ status, headers, host }: Answer): string | undefined {
  const location = headers["location"];
  if (status < 300 || status > 399 || location === undefined) return undefined;
  if (!URL.canParse(location, `https://${host}`)) return undefined;
  const target = new URL(location, `https://${host}`).host;
  return target === host ? undefined : target;
}

/** 404 and 5xx pages come from the server itself, or from the proxy before it, and say so. */
function isForeignPage({ status, headers, text }: Answer, expects: "json" | "anything"): boolean {
  const isPage = /^\s*<(?:!doctype html|html)\b/i.test(text);
  if (expects === "anything") return status < 300 && isPage;
  const isLabelledPage = /^text\/html\b/i.test(headers["content-type"] ?? "");
  return (status < 400 || status === 401 || status === 403) && (isPage || isLabelledPage);
}
