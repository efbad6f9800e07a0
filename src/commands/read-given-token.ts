// The token that `odailies login` is to keep: from a file, from a pipe, or typed and not shown.
import { readTokenFile, readTokenText } from "../config/read-token.ts";
import { OdailiesError } from "../domain/errors.ts";
import { askLine } from "../render/ask-line.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { createClient } from "../setup/connect.ts";
import { askCredential } from "./ask-credential.ts";
import type { RequiredPlace } from "./require-place.ts";

/** Longer than any token; what is piped in by mistake is not read to its end. */
const LONGEST_CHARS = 16_384;

/**
 * A person at a terminal is asked for what the kind of destination wants of people, else for the token. Throws
 * `config_invalid` or `usage` for what is not exactly one token, `cancelled` where nobody answers, and what logging in throws.
 */
export async function readGivenToken(
  call: CommandCall,
  { kind, place: { api } }: RequiredPlace,
  where: string,
): Promise<string> {
  const { resolved, streams, signal } = call;
  const { config, origins } = resolved;
  if (config.tokenFile !== undefined && origins.tokenFile === "flag") {
    return (await readTokenFile(config.tokenFile)).value;
  }
  const { stdin } = process;
  const ask = (question: string, isSecret: boolean) =>
    askLine(question, { isSecret }, { stdin, stderr: streams.stderr, signal });
  if (stdin.isTTY && kind.login) {
    const http = createClient(config, undefined);
    try {
      const { insecure } = config;
      const credential = await askCredential(kind.login, { api, http, insecure, signal }, ask);
      if (credential !== undefined) return credential;
    } finally {
      await http.close();
    }
  }
  const text = stdin.isTTY
    ? await ask(`API token for ${where} (it is not shown): `, true)
    : await readPipe(stdin);
  const token = readTokenText(text);
  if (token !== undefined) return token;
  const came = text.trim() === "" ? "No token came" : "More than one token came";
  throw new OdailiesError("usage", `${came} on standard input.`, {
    hint: "Paste the token when asked, or pipe it: odailies login --project <id> < token-file",
  });
}

async function readPipe(stdin: NodeJS.ReadStream): Promise<string> {
  let text = "";
  stdin.setEncoding("utf8");
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > LONGEST_CHARS) break;
  }
  return text;
}
