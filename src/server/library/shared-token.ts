// The token that all servers of a library have in common, in a file that scripts read.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { type Library, writeAtomically } from "./open-library.ts";
import { readTokenFile } from "./read-token-file.ts";
import { holdToken, type TokenHolder } from "./token-holders.ts";
import { addToken, findToken, removeToken, type TokenRequest } from "./tokens.ts";

interface Sharing {
  /** Holds the plain token and nothing else. */
  readonly file: string;
  readonly request: TokenRequest;
  readonly now: Date;
}

/**
 * The token in `file` where a server that holds it still runs, else a new one that is written there, with mode 0600.
 * Of servers that start at the same moment, one writes and the others join it. Whoever finds a token in the file may
 * use it at once: it is valid before it is written.
 */
export function shareToken(library: Library, holder: TokenHolder, { file, request, now }: Sharing): string {
  const join = () => joinToken(library, holder, file);
  const there = writeAtomically(library, join);
  if (there !== undefined) return there;
  const token = addToken(library, request, now, holder);
  return writeAtomically(library, () => {
    const other = join();
    if (other === undefined) {
      writeFileSync(`${file}.${holder.id}`, token, { mode: 0o600, flag: "wx" });
      renameSync(`${file}.${holder.id}`, file);
      return token;
    }
    const own = findToken(library, token);
    if (own) removeToken(library, own.id);
    return other;
  });
}

function joinToken(library: Library, holder: TokenHolder, file: string): string | undefined {
  const kept = readTokenFile(file);
  const known = kept === undefined ? undefined : findToken(library, kept);
  if (!known?.isPassing) return undefined;
  holdToken(library, known.id, holder);
  return kept;
}

/** Removes the file once its token has ended. */
export function dropEndedToken(library: Library, file: string): void {
  writeAtomically(library, () => {
    const kept = readTokenFile(file);
    if (kept !== undefined && !findToken(library, kept)) rmSync(file, { force: true });
  });
}
