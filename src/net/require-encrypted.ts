// What is a secret, or a film that nobody has seen yet, does not go over a line that anybody may read.
import { type ErrorCode, OdailiesError } from "../domain/errors.ts";
import { isLoopback } from "./http-url.ts";

/**
 * Throws `code` for a plain http URL to another machine, unless `isInsecureAllowed` (--insecure). The error names the
 * host alone: a path may hold a token. `what` begins the sentence: `The API address`.
 */
export function requireEncrypted(
  url: string | URL,
  { what, code, isInsecureAllowed }: { what: string; code: ErrorCode; isInsecureAllowed: boolean },
): void {
  const target = new URL(url);
  if (isInsecureAllowed || target.protocol !== "http:" || isLoopback(target)) return;
  throw new OdailiesError(
    code,
    `${what} http://${target.host} is not encrypted, so nothing was sent: anybody on the way could read it.`,
    { hint: "Use an https address; --insecure allows this one where the network between is your own." },
  );
}
