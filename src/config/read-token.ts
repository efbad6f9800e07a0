// The API token: from flag, environment or a file, never from a config file and never shown.
import { readFile, stat } from "node:fs/promises";
import { OdailiesError } from "../domain/errors.ts";
import type { ResolvedConfig } from "./resolve-config.ts";

export interface Token {
  readonly value: string;
  /** What the person should know about how it was given. */
  readonly warning?: { readonly code: string; readonly message: string };
}

/** Undefined when none was given. Throws `config_invalid` when the token file is unreadable or empty. */
export async function readToken({ config, origins }: ResolvedConfig): Promise<Token | undefined> {
  if (config.token !== undefined) {
    if (origins.token !== "flag") return { value: config.token };
    const message =
      "The token stands on the command line, where other users of this machine and the shell's history see it. " +
      "ODAILIES_TOKEN or --token-file keep it private.";
    return { value: config.token, warning: { code: "token_on_command_line", message } };
  }
  return config.tokenFile === undefined ? undefined : readTokenFile(config.tokenFile);
}

async function readTokenFile(path: string): Promise<Token> {
  const value = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new OdailiesError("config_invalid", `The token file ${path} cannot be read.`, {
      hint: "Check the path given with --token-file.",
      cause,
    });
  });
  const token = value.trim();
  if (token === "" || /\s/.test(token)) {
    throw new OdailiesError("config_invalid", `The token file ${path} does not hold one token.`, {
      hint: "Put the token, and nothing else, into the file.",
    });
  }
  const { mode } = await stat(path);
  if (process.platform === "win32" || (mode & 0o077) === 0) return { value: token };
  const message = `The token file ${path} can be read by others on this machine; chmod 600 keeps it private.`;
  return { value: token, warning: { code: "token_file_readable", message } };
}
