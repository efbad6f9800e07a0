// Names the folder that the state of one project at one place lives in.
import { createHash } from "node:crypto";

/** `place` is an address, or what else tells two of a kind apart. Letters, digits, `-`, `_`, `.`; a short hash keeps two projects apart that would be spelled alike. */
export function stateId(kind: string, ...place: readonly string[]): string {
  const plain = [kind, ...place.map((part) => part.replace(/^https?:\/\//, ""))].join("-");
  const safe = plain.replaceAll(/[^A-Za-z0-9._-]+/g, "_");
  if (safe === plain) return safe;
  return `${safe}-${createHash("sha256").update(plain).digest("hex").slice(0, 8)}`;
}
