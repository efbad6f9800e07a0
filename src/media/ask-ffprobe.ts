// Runs ffprobe over one file and takes what it says on both streams: it often exits 0 and complains on stderr.
import { OdailiesError } from "../domain/errors.ts";
import type { ProbeProblem } from "../domain/media-facts.ts";
import { type FfprobeReport, readFfprobeReport } from "./ffprobe-report.ts";
import { type ContainerKind, inputArguments } from "./input-arguments.ts";
import { leaveOutPath } from "./leave-out-path.ts";
import { PROBE_MEMORY_BYTES } from "./program-limits.ts";
import { refusedCodec } from "./known-formats.ts";
import { runProgram } from "./run-program.ts";

export interface FfprobeAnswer {
  readonly report: FfprobeReport;
  /** Lines of stderr of a run that ended well. */
  readonly complaints: readonly string[];
}

/** Throws `tool_missing` when ffprobe cannot be started. */
export async function askFfprobe(
  ffprobePath: string,
  path: string,
  kind: ContainerKind,
  signal: AbortSignal | undefined,
): Promise<FfprobeAnswer | ProbeProblem> {
  const end = await runProgram({
    path: ffprobePath,
    args: [
      ...["-v", "error", "-print_format", "json", "-show_streams", "-show_format"],
      ...inputArguments({ path, kind }),
    ],
    signal,
    timeoutMs: 120_000,
    maxMemoryBytes: PROBE_MEMORY_BYTES,
    readStderrLine: leaveOutPath(path),
  });
  const last = end.stderrLines.at(-1);
  if (end.ending === "not_started") {
    throw new OdailiesError("tool_missing", `ffprobe at ${ffprobePath} could not be started: ${last}.`, {
      hint: "Run `odailies doctor` to see which ffprobe is used.",
      context: { commandLine: end.commandLine },
    });
  }
  if (end.ending !== "exited") {
    return { code: "unreadable", message: `ffprobe did not come to an end with this file (${end.ending}).` };
  }
  const refused = end.exitCode === 0 ? undefined : refusedCodec(end.stderrLines);
  if (refused !== undefined) {
    return {
      code: "undecodable",
      message: `The file holds ${refused}, which no camera and no dailies tool writes; for safety it is not decoded.`,
    };
  }
  const report = end.exitCode === 0 ? readFfprobeReport(end.stdout) : undefined;
  if (!report) {
    return { code: "unreadable", message: `ffprobe cannot read the file: ${last ?? "it gives no reason"}.` };
  }
  if (end.stderrLines.some((line) => /partial file/i.test(line))) {
    return { code: "partial", message: "Parts of the file are missing: the copy is incomplete." };
  }
  return { report, complaints: end.stderrLines };
}
