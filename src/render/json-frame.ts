// The JSON lines of a command that is no run of clips: `start`, its rows, `result`.
import { randomUUID } from "node:crypto";
import { ERRORS, type ErrorCode } from "../domain/errors.ts";
import { openJsonLines } from "./json-lines.ts";
import { NO_COUNTS } from "./no-counts.ts";
import type { OutputStreams } from "./output-streams.ts";

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
      const code = exitCode === 0 ? "ok" : codeOf(exitCode);
      const message = "Not everything is as it should be.";
      const hint = "Look at the lines before this one: they say what is wrong.";
      const errors = code === "ok" ? [] : [{ code, message, hint }];
      const status = code === "ok" || code === "clips_failed" ? "ok" : "error";
      lines["run-ended"]({
        type: "run-ended",
        status,
        code,
        exitCode,
        durationSeconds,
        ...NO_COUNTS,
        errors,
      });
    },
  };
}

/** Of the codes that end a command with this exit code, the first in the table. */
function codeOf(exitCode: number): ErrorCode {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return codes.find((code) => ERRORS[code].exitCode === exitCode) ?? "clips_failed";
}
