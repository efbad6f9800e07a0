// A question on the terminal before something goes that cannot be brought back.
import { createInterface } from "node:readline/promises";
import { OdailiesError } from "../domain/errors.ts";
import { print, type Redact, shown, type ShownStream } from "./shown-text.ts";

/** True for `y` or `yes`. Throws `usage` where nobody can be asked, `cancelled` for Ctrl-D and an aborted signal. */
export async function askYes(
  question: string,
  {
    stdin,
    stderr,
    redact,
    signal,
  }: {
    readonly stdin: NodeJS.ReadStream;
    readonly stderr: ShownStream;
    readonly redact: Redact;
    /** Without a terminal of its own, readline leaves Ctrl-C to the program. */
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  if (!stdin.isTTY) {
    throw new OdailiesError("usage", `${question} Nobody can be asked here, so nothing was done.`, {
      hint: "Add --yes to the same command.",
    });
  }
  print(shown(`${question} [y/N] `), stderr, redact);
  const lines = createInterface({ input: stdin, terminal: false, signal });
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("close", () =>
        reject(new OdailiesError("cancelled", "Nothing was done.", { hint: "Run the same command again." })),
      );
    });
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
