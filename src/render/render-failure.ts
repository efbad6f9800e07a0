// An error that ended a command before or outside a run: what happened, what to do; a bug with its stack.
import { type ErrorCode, OdailiesError } from "../domain/errors.ts";
import { createJsonLines } from "./json-lines.ts";
import { NO_COUNTS } from "./no-counts.ts";
import type { OutputStreams, RenderSettings } from "./open-renderer.ts";

/** Writes the error and gives back the exit code. */
export function renderFailure(
  error: unknown,
  settings: Pick<RenderSettings, "json" | "verbose">,
  { stdout, stderr, redact }: OutputStreams,
): number {
  const { code, message, hint, exitCode } = describe(error);
  if (settings.json) {
    createJsonLines({ write: (line) => stdout.write(redact(line)) })["run-ended"]({
      type: "run-ended",
      status: code === "cancelled" ? "cancelled" : "error",
      code,
      exitCode,
      durationSeconds: 0,
      ...NO_COUNTS,
      errors: [{ code, message, hint }],
    });
  } else {
    stderr.write(redact(`${message}\n${hint}\n`));
  }
  if (code === "bug" || settings.verbose) stderr.write(redact(`${stackOf(error)}\n`));
  return exitCode;
}

function describe(error: unknown): { code: ErrorCode; message: string; hint: string; exitCode: number } {
  if (error instanceof OdailiesError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const hint = "This is a bug in odailies; please report it with the lines below. The card was not touched.";
  return {
    code: "bug",
    message: `odailies failed in a way that was not foreseen: ${message}`,
    hint,
    exitCode: 1,
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
