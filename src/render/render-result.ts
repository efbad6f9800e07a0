// The result of a command that is no run: text or JSON objects on stdout, a sentence about them on stderr.
import type { OutputStreams } from "./output-streams.ts";
import { asData, jsonLine, print, shown, wholeLine } from "./shown-text.ts";

/** Exactly this text, for a file or a pipe. */
export function renderText(text: string, { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">): void {
  print(asData(text), stdout, redact);
}

/** One JSON line each, with its `type` and the time. */
export function renderObjects(
  type: string,
  objects: readonly object[],
  { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">,
): void {
  for (const object of objects)
    stdout.write(jsonLine({ type, ts: new Date().toISOString(), ...object }, redact));
}

export function renderNote(line: string, { stderr, redact }: Pick<OutputStreams, "stderr" | "redact">): void {
  print(wholeLine(shown(line)), stderr, redact);
}
