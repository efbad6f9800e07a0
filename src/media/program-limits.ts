// Limits that the system holds a program to, so that a file made to fill memory or time costs one clip.
import { availableParallelism, totalmem } from "node:os";

const GIB = 1024 ** 3;

/** For a look at a file: a few pictures of 8K in full colour. */
export const PROBE_MEMORY_BYTES = 2 * GIB;

/** A UHD encode takes 2 GiB; small machines swap rather than fail. */
const LEAST_MEMORY_BYTES = 4 * GIB;
const MEMORY_SHARE = 0.75;

export interface LimitedCall {
  readonly path: string;
  readonly args: readonly string[];
  readonly timeoutMs?: number | undefined;
  readonly maxMemoryBytes?: number | undefined;
}

/**
 * `exec` puts the program in the shell's place: same process, same group, same signals. What it is called and given
 * are the shell's positional parameters and never read as script. No core: it would lie in the working folder.
 */
const SCRIPT = `{ ulimit -c 0; ulimit -d "$1"; ulimit -t "$2"; } 2>/dev/null; shift 3; exec "$@"`;

/** The call without what stands in front of it, for people. */
export function withoutLimits(commandLine: string): string {
  return commandLine.startsWith("/bin/sh -c ") ? commandLine.replace(/^.*? -- /s, "") : commandLine;
}

/** Exit codes of the shell for a program that it could not start; no ffmpeg has ended with one of them. */
const SHELL_CODES: Readonly<Record<number, string>> = { 126: "EACCES", 127: "ENOENT" };

/** As Node says it of a program that it starts itself. Undefined where the program did run. */
export function whyNotStarted(path: string, exitCode: number | undefined): string | undefined {
  const code = process.platform === "win32" ? undefined : SHELL_CODES[exitCode ?? 0];
  return code && `spawn ${path} ${code}`;
}

/**
 * The call that starts the program under limits of memory (private and writable, Linux 4.7 and later; elsewhere as
 * far as the system knows it) and, where it has a time, of processor time. Windows has no such thing to ask for.
 */
export function withLimits(call: LimitedCall): Pick<LimitedCall, "path" | "args"> {
  const { path, args, timeoutMs, maxMemoryBytes = defaultMemoryBytes() } = call;
  if (process.platform === "win32") return { path, args };
  const kibibytes = Math.floor(maxMemoryBytes / 1024);
  const seconds =
    timeoutMs === undefined ? "unlimited" : Math.ceil(timeoutMs / 1000) * availableParallelism();
  return {
    path: "/bin/sh",
    args: ["-c", SCRIPT, "sh", String(kibibytes), String(seconds), "--", path, ...args],
  };
}

/** Of a container's memory, where the system keeps this process in one. */
function defaultMemoryBytes(): number {
  const constrained = process.constrainedMemory();
  const total = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.max(LEAST_MEMORY_BYTES, total * MEMORY_SHARE);
}
