// The result of a command that is no run: text or JSON objects on stdout, a sentence about them on stderr.
import type { OutputStreams } from "./open-renderer.ts";

/** Exactly this text, for a file or a pipe. */
export function renderText(text: string, { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">): void {
  stdout.write(redact(text));
}

/** One line each. */
export function renderObjects(
  objects: readonly object[],
  { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">,
): void {
  for (const object of objects) stdout.write(redact(`${JSON.stringify(object)}\n`));
}

export function renderNote(line: string, { stderr, redact }: Pick<OutputStreams, "stderr" | "redact">): void {
  stderr.write(redact(`${line}\n`));
}
