// Reads a URL that requests go to. Errors never repeat it: it may be signed.
import { OdailiesError } from "../domain/errors.ts";

/** Throws `reply_not_understood` for anything that is not an http or https URL. */
export function parseHttpUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed;
  throw new OdailiesError("reply_not_understood", "An address to send to is not an http or https URL.", {
    hint: "Check the API address; it begins with https://.",
  });
}

/** This computer itself: localhost, 127.0.0.0/8 and ::1 (RFC 6761, RFC 1122, RFC 4291). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}
