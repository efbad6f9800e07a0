// HMAC-SHA256 under the library's key: what makes an address of this server open without a token.
import { createHmac, timingSafeEqual } from "node:crypto";

/** In lower-case hex. No part may hold a line break. */
export function signatureOf(secret: Buffer, parts: readonly string[]): string {
  return createHmac("sha256", secret).update(parts.join("\n")).digest("hex");
}

/** Takes as long for a wrong one as for the right one. */
export function isSameSecret(given: unknown, expected: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
