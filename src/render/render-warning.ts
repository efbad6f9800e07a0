// A sentence on stderr from a command that is no run.
import type { OutputStreams } from "./open-renderer.ts";

export function renderWarning(
  message: string,
  { stderr, redact }: Pick<OutputStreams, "stderr" | "redact">,
): void {
  stderr.write(redact(`warning: ${message}\n`));
}
