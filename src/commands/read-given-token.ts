// The token that `odailies login` is to keep: from a file, from a pipe, or typed and not shown.
import { readTokenFile, readTokenText } from "../config/read-token.ts";
import { OdailiesError } from "../domain/errors.ts";
import { askSecret } from "../render/ask-secret.ts";
import type { CommandCall } from "../setup/command-call.ts";

/** Longer than any token; what is piped in by mistake is not read to its end. */
const LONGEST_CHARS = 16_384;

/** Throws `config_invalid` or `usage` for what is not exactly one token, `cancelled` where nobody answers. */
export async function readGivenToken(
  { resolved, streams, signal }: CommandCall,
  where: string,
): Promise<string> {
  const { config, origins } = resolved;
  if (config.tokenFile !== undefined && origins.tokenFile === "flag") {
    return (await readTokenFile(config.tokenFile)).value;
  }
  const { stdin } = process;
  const text = stdin.isTTY
    ? await askSecret(`API token for ${where} (it is not shown): `, { stdin, stderr: streams.stderr, signal })
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
