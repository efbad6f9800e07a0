// Keeps the machine from falling asleep while a run works: best effort, by the system's own program for it.
import { execa } from "execa";

export interface Awake {
  /** Lets the machine sleep again. */
  end(): void;
}

/** What to run: it inhibits sleep until its input ends. */
export interface AwakeCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** `ES_CONTINUOUS | ES_SYSTEM_REQUIRED` (Win32, SetThreadExecutionState): holds for as long as its thread lives. */
const WINDOWS_SCRIPT = [
  `$f = Add-Type -PassThru -Name Power -Namespace Odailies -MemberDefinition`,
  `'[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint flags);';`,
  `if ($f::SetThreadExecutionState([uint32]'0x80000001') -eq 0) { exit 1 };`,
  `[Console]::In.ReadToEnd() | Out-Null`,
].join(" ");

/** Undefined for a system that has nothing of the kind. */
export function awakeCommand(platform: NodeJS.Platform): AwakeCommand | undefined {
  if (platform === "linux") {
    // Only what systemd has always known: distributions of years ago refuse an option that they do not know.
    const who = ["--who=odailies", "--why=Sending dailies", "--mode=block"];
    return { program: "systemd-inhibit", args: ["--what=idle:sleep", ...who, "cat"] };
  }
  if (platform === "darwin") return { program: "caffeinate", args: ["-i", "-s", "cat"] };
  if (platform === "win32") {
    const args = ["-NoProfile", "-NonInteractive", "-Command", WINDOWS_SCRIPT];
    return { program: "powershell.exe", args };
  }
  return undefined;
}

/**
 * `onImpossible` is told why, in a sentence, at most once; nothing else depends on it. When this process dies, by
 * whatever, the pipe to the program ends, and with it the program: no machine is kept awake by a run that is no more.
 */
export function keepAwake(onImpossible: (why: string) => void): Awake {
  const command = awakeCommand(process.platform);
  if (!command) {
    onImpossible(`Nothing is known to keep this machine awake (${process.platform}); it may fall asleep.`);
    return { end: () => undefined };
  }
  const running = start(command);
  // It must not keep this process alive.
  running.unref();
  for (const stream of [running.stdin, running.stderr]) {
    if ("unref" in stream && typeof stream.unref === "function") stream.unref();
  }
  void tellProblem(command, running, onImpossible);
  return { end: () => void running.stdin.end() };
}

/** Tries it for a moment; undefined where it works. */
export async function findWhyNotAwake(): Promise<string | undefined> {
  const command = awakeCommand(process.platform);
  if (!command) return `nothing is known for ${process.platform}`;
  const running = start(command);
  running.stdin.end();
  return findProblem(command, await running);
}

function start({ program, args }: AwakeCommand) {
  const running = execa(program, args, {
    stdin: "pipe",
    stdout: "ignore",
    stderr: "pipe",
    reject: false,
    windowsHide: true,
    // Ctrl-C on the terminal is for the run: it may take a while to stop cleanly.
    detached: process.platform !== "win32",
    cleanup: false,
  });
  running.stdin.on("error", () => undefined);
  return running;
}

async function tellProblem(
  command: AwakeCommand,
  running: ReturnType<typeof start>,
  tell: (why: string) => void,
): Promise<void> {
  const why = findProblem(command, await running);
  if (why !== undefined) tell(why);
}

function findProblem({ program }: AwakeCommand, end: Awaited<ReturnType<typeof start>>): string | undefined {
  if (end.exitCode === 0) return undefined;
  const why = end.stderr.trim().split("\n").at(-1) || end.originalMessage || `exit code ${end.exitCode}`;
  return `${program} could not keep this machine awake (${why}); it may fall asleep.`;
}
