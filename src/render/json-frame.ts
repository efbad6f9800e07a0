// The JSON lines of a command that is no run of clips: `start`, its rows, `result`.
import { randomUUID } from "node:crypto";
import { openJsonLines } from "./json-lines.ts";
import { NO_COUNTS } from "./no-counts.ts";
import type { OutputStreams } from "./open-renderer.ts";

export interface JsonFrame {
  /** Writes the result line. Not called where an error ended the command: that writes its own. */
  end(exitCode: number): void;
}

export function openJsonFrame(
  command: string,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  streams: Pick<OutputStreams, "stdout" | "redact" | "startWarnings">,
): JsonFrame {
  const lines = openJsonLines(streams);
  const startedAt = performance.now();
  lines["run-started"]({
    type: "run-started",
    run: randomUUID(),
    command,
    source: args,
    destination: "",
    options,
  });
  return {
    end: (exitCode) => {
      const durationSeconds = Math.round(performance.now() - startedAt) / 1000;
      const code = exitCode === 0 ? "ok" : "clips_failed";
      lines["run-ended"]({ type: "run-ended", status: "ok", code, exitCode, durationSeconds, ...NO_COUNTS });
    },
  };
}
