// A question on the terminal whose answer is not shown.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { OdailiesError } from "../domain/errors.ts";
import { shown, type ShownStream, wholeLine } from "./shown-text.ts";

/** What is typed or pasted up to Enter. Throws `cancelled` for Ctrl-C, Ctrl-D and an aborted signal. */
export async function askSecret(
  question: string,
  {
    stdin,
    stderr,
    signal,
  }: { readonly stdin: NodeJS.ReadStream; readonly stderr: ShownStream; readonly signal: AbortSignal },
): Promise<string> {
  // As a terminal, readline takes every key and echoes it into the void.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0, signal });
  // Only now: what is pasted at once must not be echoed by the terminal itself.
  stderr.write(shown(question));
  try {
    return await new Promise<string>((resolve, reject) => {
      const stop = () =>
        reject(
          new OdailiesError("cancelled", "No token was given.", { hint: "Run the same command again." }),
        );
      lines.once("line", resolve);
      lines.once("SIGINT", stop);
      lines.once("close", stop);
    });
  } finally {
    lines.close();
    stderr.write(wholeLine());
  }
}
