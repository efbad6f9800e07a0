// A token that lasts until it is revoked, in a file that a person or a program reads it from.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Library, writeAtomically } from "./open-library.ts";
import { readTokenFile } from "./read-token-file.ts";
import { addToken, findToken, keptTokenFile, listTokens, type TokenRequest } from "./tokens.ts";

export interface KeptToken {
  readonly token: string;
  /** Absolute, with mode 0600; gone once the token is revoked. */
  readonly file: string;
}

/** The token that was kept for the same request, by whichever server; a new one where there is none any more. */
export function keepToken(library: Library, request: TokenRequest, now: Date): KeptToken {
  return writeAtomically(library, () => {
    for (const known of listTokens(library)) {
      if (known.isPassing || !isSameRequest(known, request)) continue;
      const file = keptTokenFile(library, known.id);
      const token = readTokenFile(file);
      if (token !== undefined && findToken(library, token)?.id === known.id) return { token, file };
    }
    const token = addToken(library, request, now);
    const file = keptTokenFile(library, findToken(library, token)?.id ?? 0);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Left behind by a token that nobody has any more.
    writeFileSync(file, token, { mode: 0o600 });
    return { token, file };
  });
}

function isSameRequest(a: TokenRequest, b: TokenRequest): boolean {
  const rights = ({ label, read, write, upload, project, newProjects = false }: TokenRequest) =>
    JSON.stringify([label, read, write, upload, project, newProjects]);
  return rights(a) === rights(b);
}
