// A sentence on stderr from a command that is no run.
import type { OutputStreams } from "./output-streams.ts";
import { print, shown, wholeLine } from "./shown-text.ts";

export function renderWarning(
  message: string,
  { stderr, redact }: Pick<OutputStreams, "stderr" | "redact">,
): void {
  print(wholeLine(shown(`warning: ${message}`)), stderr, redact);
}
