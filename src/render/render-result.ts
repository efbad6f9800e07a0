// The result of a command that is no run: text or JSON objects on stdout, a sentence about them on stderr.
import type { OutputStreams } from "./open-renderer.ts";

/** Exactly this text, for a file or a pipe. */
export function renderText(text: string, { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">): void {
  stdout.write(redact(text));
}

/** One JSON line each, with its `type` and the time. */
export function renderObjects(
  type: string,
  objects: readonly object[],
  { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">,
): void {
  for (const object of objects) {
    const line = JSON.stringify({ type, ts: new Date().toISOString(), ...object });
    stdout.write(redact(`${line}\n`));
  }
}

export function renderNote(line: string, { stderr, redact }: Pick<OutputStreams, "stderr" | "redact">): void {
  stderr.write(redact(`${line}\n`));
}
