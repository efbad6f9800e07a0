// Addresses under which the editor's player gets a file: a video element can send no token, so they are signed.
import type { Library } from "../library/open-library.ts";
import { addressOf } from "../library/storage-path.ts";
import { findTokenById, type TokenSummary } from "../library/tokens.ts";
import { isSameSecret, signatureOf } from "../signature.ts";
import { mayRead } from "./editor-token.ts";

const HOUR_MS = 60 * 60_000;
/** A day's work on one open page. */
const VALID_MS = 24 * HOUR_MS;

interface Played {
  readonly project: string;
  /** As the database spells it, e.g. `_graded/A001C001.mp4`. */
  readonly path: string;
}

/**
 * Below the editor's prefix. It ends after a day, and at once with the token that it was given to. It changes once an
 * hour: until then the browser can use what it has of the file.
 */
export function signPlayAddress(
  { signingSecret }: Pick<Library, "signingSecret">,
  played: Played,
  token: TokenSummary,
  now: Date,
): string {
  const expires = String(Math.ceil((now.getTime() + VALID_MS) / HOUR_MS) * (HOUR_MS / 1000));
  const signature = signatureOf(signingSecret, signedParts(played, token, expires));
  const query = new URLSearchParams({ token: String(token.id), expires, signature });
  return `/play/${addressOf(played.project, played.path)}?${query.toString()}`;
}

/** Was this address signed here, is it not over, and does its token still open the project? */
export function isPlayAddress(
  library: Library,
  played: Played,
  query: Readonly<Record<string, unknown>>,
  now: Date,
): boolean {
  const { token: id, expires, signature } = query;
  if (typeof id !== "string" || typeof expires !== "string" || !/^\d{1,15}$/.test(id)) return false;
  const token = findTokenById(library, Number(id));
  if (!token || !mayRead(token, played.project)) return false;
  const expected = signatureOf(library.signingSecret, signedParts(played, token, expires));
  return isSameSecret(signature, expected) && now.getTime() < Number(expires) * 1000;
}

/** Ids of tokens are given again once they are free: the moment of its making tells which one it was. */
function signedParts({ project, path }: Played, token: TokenSummary, expires: string): readonly string[] {
  return ["GET", project, path, String(token.id), token.createdAt, expires];
}
