// Runs one external program: bounded output, stall timer, and a cancel that takes its whole process group.
import { setPriority } from "node:os";
import { execa } from "execa";
import { guardProgram } from "./parent-guard.ts";
import { programEnvironment } from "./program-environment.ts";
import { whyNotStarted, withLimits, withoutLimits } from "./program-limits.ts";
import { type LineSplitter, splitLines } from "./split-lines.ts";
import { watchStall } from "./watch-stall.ts";

export interface ProgramCall {
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Aborting kills the program; the call then throws the signal's reason once nothing of it runs any more. */
  readonly signal?: AbortSignal | undefined;
  /** Killed after this long whatever it does. */
  readonly timeoutMs?: number;
  /** Killed after this long without a sign of life: output, `isMoving`, or (for a while) work of the processor. */
  readonly stallMs?: number;
  /** Asked when the stall timer runs out: does something outside of its output move (a file that grows)? */
  readonly isMoving?: () => Promise<boolean>;
  /** Takes stdout line by line instead of keeping it; true is a sign of life. What it throws ends the program. */
  readonly onStdoutLine?: (line: string) => boolean;
  /** What of a line of stderr counts, undefined for nothing. Default all of it. */
  readonly readStderrLine?: (line: string) => string | undefined;
  /** Takes every line of stderr that counts too, of which only the last are kept. */
  readonly onStderrLine?: (line: string) => void;
  /** Killed when it writes more than this to stdout. Default 32 MiB. */
  readonly maxStdoutBytes?: number;
  /** More is refused by the system, where it can. Default three quarters of the machine's. */
  readonly maxMemoryBytes?: number;
  /** 0 to 19: how far it stands back for other programs. */
  readonly niceness?: number | undefined;
}

export type ProgramEnding = "exited" | "stalled" | "timed_out" | "too_much_output" | "not_started";

export interface ProgramEnd {
  readonly ending: ProgramEnding;
  /** 0 is success; undefined when it was killed or never ran. */
  readonly exitCode: number | undefined;
  /** Empty when `onStdoutLine` took it. */
  readonly stdout: string;
  /** The last lines of stderr, cut to a bearable length. */
  readonly stderrLines: readonly string[];
  /** As a person would type it. */
  readonly commandLine: string;
}

const KEPT_LINES = 40;
const KEPT_LINE_LENGTH = 400;
const DEFAULT_MAX_STDOUT_BYTES = 32 * 1024 * 1024;

/** Never throws for what the program does: only for an aborted signal, and what `onStdoutLine` throws. */
export async function runProgram(call: ProgramCall): Promise<ProgramEnd> {
  call.signal?.throwIfAborted();
  const limited = withLimits(call);
  const child = execa(limited.path, limited.args, {
    ...(call.cwd === undefined ? {} : { cwd: call.cwd }),
    env: programEnvironment(),
    extendEnv: false,
    stdin: "ignore",
    buffer: false,
    reject: false,
    stripFinalNewline: false,
    windowsHide: true,
    detached: process.platform !== "win32",
  });
  const unguard = child.pid === undefined ? undefined : guardProgram(child.pid);
  if (child.pid !== undefined && call.niceness !== undefined) standBack(child.pid, call.niceness);

  let ending: ProgramEnding = "exited";
  let thrown: { readonly reason: unknown } | undefined;
  const kill = (why: ProgramEnding) => {
    if (ending === "exited") ending = why;
    if (child.pid !== undefined) killGroup(child.pid);
  };
  const fail = (reason: unknown) => {
    thrown ??= { reason };
    if (child.pid !== undefined) killGroup(child.pid);
  };

  const onAbort = () => fail(call.signal?.reason);
  call.signal?.addEventListener("abort", onAbort, { once: true });
  const timeout =
    call.timeoutMs === undefined ? undefined : setTimeout(() => kill("timed_out"), call.timeoutMs);
  const { stallMs, isMoving } = call;
  const stall = watchStall({ stallMs, isMoving, pid: child.pid, onStall: () => kill("stalled") });

  const chunks: string[] = [];
  let stdoutBytes = 0;
  const stdoutLines = lineReader(call, stall.touch, fail);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (stdoutLines) return stdoutLines.push(text);
    stdoutBytes += Buffer.byteLength(text);
    if (stdoutBytes > (call.maxStdoutBytes ?? DEFAULT_MAX_STDOUT_BYTES)) return kill("too_much_output");
    chunks.push(text);
    stall.touch();
  });
  const stderrLines: string[] = [];
  const stderr = splitLines((written) => {
    const line = call.readStderrLine ? call.readStderrLine(written) : written;
    if (line === undefined) return;
    call.onStderrLine?.(line);
    stderrLines.push(line.slice(0, KEPT_LINE_LENGTH));
    if (stderrLines.length > KEPT_LINES) stderrLines.shift();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => stderr.push(text));

  const result = await child;
  clearTimeout(timeout);
  stall.stop();
  call.signal?.removeEventListener("abort", onAbort);
  unguard?.();
  stdoutLines?.end();
  stderr.end();
  if (thrown) throw thrown.reason;

  const notStarted =
    child.pid === undefined
      ? (result.originalMessage ?? result.shortMessage ?? "the program could not be started")
      : whyNotStarted(call.path, result.exitCode);
  if (notStarted !== undefined) {
    ending = "not_started";
    stderrLines.push(notStarted);
  } else if (result.signal !== undefined && ending === "exited") {
    stderrLines.push(`killed by ${result.signal}`);
  }
  return {
    ending,
    exitCode: ending === "exited" ? result.exitCode : undefined,
    stdout: chunks.join(""),
    stderrLines,
    commandLine: withoutLimits(result.escapedCommand),
  };
}

function lineReader(
  call: ProgramCall,
  touch: () => void,
  fail: (reason: unknown) => void,
): LineSplitter | undefined {
  const { onStdoutLine } = call;
  if (!onStdoutLine) return undefined;
  return splitLines((line) => {
    try {
      if (onStdoutLine(line)) touch();
    } catch (error) {
      fail(error);
    }
  });
}

/** SIGKILL, not SIGTERM: ffmpeg answers that by finishing the file, which can take minutes, and it is thrown away. */
function killGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

function standBack(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // A wish, not a need.
  }
}
