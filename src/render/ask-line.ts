// A question on the terminal whose answer is one line.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { OdailiesError } from "../domain/errors.ts";
import { shown, type ShownStream, wholeLine } from "./shown-text.ts";

/** Where a person is asked, and how it ends without an answer. */
export interface AskedTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: ShownStream;
  readonly signal: AbortSignal;
}

/** What is typed or pasted up to Enter. Throws `cancelled` for Ctrl-C, Ctrl-D and an aborted signal. */
export async function askLine(
  question: string,
  { isSecret }: { readonly isSecret: boolean },
  { stdin, stderr, signal }: AskedTerminal,
): Promise<string> {
  // As a terminal, readline takes every key and echoes it into the void; else the terminal itself shows what is typed.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const hiding = isSecret ? { output: nowhere, terminal: true, historySize: 0 } : { terminal: false };
  const lines = createInterface({ input: stdin, signal, ...hiding });
  // Only now: what is pasted at once must not be echoed by the terminal itself.
  stderr.write(shown(question));
  try {
    return await new Promise<string>((resolve, reject) => {
      const stop = () =>
        reject(new OdailiesError("cancelled", "Nothing was typed.", { hint: "Run the same command again." }));
      lines.once("line", resolve);
      lines.once("SIGINT", stop);
      lines.once("close", stop);
    });
  } finally {
    lines.close();
    if (isSecret) stderr.write(wholeLine());
  }
}
