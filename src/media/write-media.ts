// Runs ffmpeg to write files, watched: they end complete at their targets, or nothing is left there.
import { withoutEnd } from "../domain/without-end.ts";
import { rm, stat } from "node:fs/promises";
import { OdailiesError } from "../domain/errors.ts";
import { readLogLine } from "./log-line.ts";
import { type Progress, progressReader } from "./progress.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";
import { withoutAddress } from "./without-address.ts";

export interface WriteCall {
  readonly ffmpegPath: string;
  readonly args: readonly string[];
  /** Where ffmpeg runs; default here. */
  readonly folder?: string;
  readonly source: string;
  /** What must be there at the end, absolute. */
  readonly targets: readonly string[];
  /** For messages: `The proxy`, `The still`. */
  readonly what: string;
  /** More frames than this are a runaway: a broken time stamp can ask for millions of copies. */
  readonly maxFrames: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly niceness?: number | undefined;
  readonly stallMs?: number | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Takes what ffmpeg complains of, line by line. */
  readonly onComplaint?: ((line: string) => void) | undefined;
}

const DEFAULT_STALL_MS = 120_000;

/**
 * Returns the bytes written. Throws `proxy_failed`, `insufficient_space` or `tool_missing` with command line, exit
 * code and last lines in the context; the signal's reason when aborted. The targets are removed in every such case.
 */
export async function writeMedia(call: WriteCall): Promise<{ readonly sizeBytes: number }> {
  try {
    const end = await run(call);
    if (end.ending !== "exited" || end.exitCode !== 0) throw writeError(call, end, reasonOf(end));
    const sizes = await Promise.all(
      call.targets.map((target) =>
        stat(target).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    if (sizes.includes(0)) throw writeError(call, end, "ffmpeg wrote nothing");
    return { sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
  } catch (error) {
    for (const target of call.targets) await rm(target, { force: true });
    throw error;
  }
}

async function run(call: WriteCall): Promise<ProgramEnd> {
  const read = progressReader();
  let furthest = -1;
  return runProgram({
    path: call.ffmpegPath,
    args: call.args,
    ...(call.folder === undefined ? {} : { cwd: call.folder }),
    signal: call.signal,
    niceness: call.niceness,
    stallMs: call.stallMs ?? DEFAULT_STALL_MS,
    isMoving: changeDetector(call.targets),
    readStderrLine: readLogLine,
    ...(call.onComplaint && { onStderrLine: call.onComplaint }),
    onStdoutLine: (line) => {
      const progress = read(line);
      if (!progress) return false;
      if (call.maxFrames !== undefined && progress.frames > call.maxFrames)
        throw runawayError(call, progress);
      call.onProgress?.(progress);
      const reached = progress.frames + (progress.seconds ?? 0) + (progress.sizeBytes ?? 0);
      if (reached <= furthest) return false;
      furthest = reached;
      return true;
    },
  });
}

/** Putting the index first rewrites the whole file without a word of progress; only its mtime tells. */
function changeDetector(paths: readonly string[]): () => Promise<boolean> {
  let last = "";
  return async () => {
    const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
    const hasChanged = times.join() !== last;
    last = times.join();
    return hasChanged;
  };
}

function reasonOf(end: ProgramEnd): string {
  if (end.ending === "stalled") return "ffmpeg made no headway any more and was stopped";
  const line = end.stderrLines.findLast((each) => !SAYS_NOTHING.test(each)) ?? end.stderrLines.at(-1);
  if (line === undefined) return `ffmpeg ended with exit code ${end.exitCode ?? "none"}`;
  return `ffmpeg says: ${withoutEnd(withoutAddress(line), ".")}`;
}

/** ffmpeg's last lines only repeat that it gave up; the reason stands above them. */
const SAYS_NOTHING =
  /^\s*(Conversion failed|Error (while|re)|Failed to inject|Error initializing|Error marking|Last message repeated)/i;

function writeError(call: WriteCall, end: ProgramEnd, reason: string): OdailiesError {
  const context = {
    commandLine: end.commandLine,
    exitCode: end.exitCode,
    ending: end.ending,
    lastLines: end.stderrLines,
  };
  if (end.ending === "not_started") {
    return new OdailiesError(
      "tool_missing",
      `ffmpeg at ${call.ffmpegPath} could not be started: ${reason}.`,
      {
        hint: "Run `odailies doctor` to see which ffmpeg is used.",
        context,
      },
    );
  }
  if (end.stderrLines.some((line) => /no space left on device|disk quota exceeded/i.test(line))) {
    return new OdailiesError(
      "insufficient_space",
      `The disk is full: ${call.what} of ${call.source} was given up.`,
      {
        hint: "Free some space, or choose another work folder with --work-dir, and run again.",
        context,
      },
    );
  }
  return new OdailiesError("proxy_failed", `${call.what} of ${call.source} could not be made: ${reason}.`, {
    hint: "Play the source to its end. If it is whole, run again with --verbose and report what ffmpeg says.",
    context,
  });
}

function runawayError(call: WriteCall, progress: Progress): OdailiesError {
  return new OdailiesError(
    "proxy_failed",
    `${call.what} of ${call.source} was stopped at ${progress.frames} frames: the source should have no more than ${call.maxFrames}.`,
    {
      hint: "Its time stamps are broken; render it again in a dailies tool.",
      context: { frames: progress.frames },
    },
  );
}
