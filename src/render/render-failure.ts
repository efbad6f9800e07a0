// An error that ended a command before or outside a run: what happened, what to do; a bug with its stack.
import { type ErrorCode, OdailiesError } from "../domain/errors.ts";
import { openJsonLines } from "./json-lines.ts";
import { NO_COUNTS } from "./no-counts.ts";
import type { RenderSettings } from "./open-renderer.ts";
import type { OutputStreams } from "./output-streams.ts";
import { print, shown, wholeLine } from "./shown-text.ts";

/** Writes the error and gives back the exit code. */
export function renderFailure(
  error: unknown,
  settings: Pick<RenderSettings, "json" | "verbose">,
  streams: OutputStreams,
): number {
  const { code, message, hint, exitCode } = describe(error);
  const say = (text: string) => print(wholeLine(shown(text)), streams.stderr, streams.redact);
  if (settings.json) {
    openJsonLines(streams)["run-ended"]({
      type: "run-ended",
      status: code === "cancelled" ? "cancelled" : "error",
      code,
      exitCode,
      durationSeconds: 0,
      ...NO_COUNTS,
      errors: [{ code, message, hint }],
    });
  } else {
    say(message);
    say(hint);
  }
  if (code === "bug" || settings.verbose) for (const text of stackLines(error)) say(text);
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

/** A message may hold line ends of others; only the frames below it are lines of their own. */
function stackLines(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const frames = (error.stack ?? "").split("\n").filter((text) => /^\s+at /.test(text));
  const [first = "", ...rest] = error.cause === undefined ? [] : stackLines(error.cause);
  const cause = error.cause === undefined ? [] : [`caused by ${first}`, ...rest];
  return [`${error.name}: ${error.message}`, ...frames, ...cause];
}
