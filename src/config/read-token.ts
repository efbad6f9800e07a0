// The API token: from flag, environment, a file or `odailies login`; never from a config file and never shown.
import { stat } from "node:fs/promises";
import { OdailiesError } from "../domain/errors.ts";
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { findLogin, type Login, type LoginPlace, loginsFile, readLoginToken } from "./logins.ts";
import type { Warning } from "../domain/warning.ts";

/** Tokens of any service are far shorter. */
const MAX_TOKEN_FILE_BYTES = 64 * 1024;

export interface Token {
  readonly value: string;
  /** What the person should know about how it was given. */
  readonly warning?: Warning;
}

/** Where a token may come from, in this order. */
export interface TokenSource {
  /** `origin`: `flag`, or the variable's name. */
  readonly token?: { readonly value: string; readonly origin: string } | undefined;
  readonly file?: string | undefined;
  /** What `odailies login` may have kept it for; undefined where no project is named. */
  readonly login?: LoginPlace | undefined;
}

/**
 * Undefined when none was given. What `odailies login` keeps for this service and project comes last, so that a run
 * can be given another one. Throws `config_invalid` when the token file is unreadable or empty, or the keychain closed.
 */
export async function readToken(source: TokenSource, configFolder: string): Promise<Token | undefined> {
  const { token, file } = source;
  if (token !== undefined) {
    if (token.origin !== "flag") return { value: token.value };
    const message =
      "The token stands on the command line, where the shell's history keeps it and other users of this machine " +
      "may see it. odailies login, ODAILIES_TOKEN or --token-file keep it private.";
    return { value: token.value, warning: { code: "token_on_command_line", message } };
  }
  if (file !== undefined) return readTokenFile(file);
  const login = await findOwnLogin(source, configFolder);
  if (!login) return undefined;
  const value = await readLoginToken(login);
  const path = loginsFile(configFolder);
  return login.token !== undefined && (await isOpenToOthers(path))
    ? { value, warning: openToOthers(path) }
    : { value };
}

/** Where the token comes from, in words; undefined where there is none. Neither a token nor a keychain is touched. */
export async function describeTokenOrigin(
  source: TokenSource,
  configFolder: string,
): Promise<string | undefined> {
  const { token, file } = source;
  if (token !== undefined) return token.origin === "flag" ? "--token" : token.origin;
  if (file !== undefined) return `file ${file}`;
  const login = await findOwnLogin(source, configFolder);
  return login && `${describeKeeping(login, configFolder)} (odailies login)`;
}

/** `keychain`, or the file. */
export function describeKeeping({ token }: Login, configFolder: string): string {
  return token === undefined ? "keychain" : loginsFile(configFolder);
}

/** Throws `config_invalid` where the file is unreadable or does not hold one token. */
export async function readTokenFile(path: string): Promise<Token> {
  const limits = { maxBytes: MAX_TOKEN_FILE_BYTES, takesOwnPipe: true } as const;
  const bytes = await readSmallFile(path, limits).catch((cause: unknown) => {
    const isUnfit = cause instanceof UnfitFileError;
    const why = isUnfit ? `: ${cause.message}` : "";
    throw new OdailiesError("config_invalid", `The token file ${path} cannot be read${why}.`, {
      hint: isUnfit
        ? "Name a file that holds the token and nothing else, or give the token in ODAILIES_TOKEN."
        : "Check the path given with --token-file.",
      cause,
    });
  });
  const value = readTokenText(bytes.toString("utf8"));
  if (value === undefined) {
    throw new OdailiesError("config_invalid", `The token file ${path} does not hold one token.`, {
      hint: "Put the token, and nothing else, into the file.",
    });
  }
  return (await isOpenToOthers(path)) ? { value, warning: openToOthers(path) } : { value };
}

/** Undefined for text that is not exactly one token. */
export function readTokenText(text: string): string | undefined {
  const token = text.trim();
  return token === "" || /\s/.test(token) ? undefined : token;
}

async function findOwnLogin({ login }: TokenSource, configFolder: string): Promise<Login | undefined> {
  return login && findLogin(configFolder, login);
}

async function isOpenToOthers(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}

function openToOthers(path: string): NonNullable<Token["warning"]> {
  const message = `The token file ${path} can be read by others on this machine; chmod 600 keeps it private.`;
  return { code: "token_file_readable", message };
}
