// Ends every running program when this process dies, even by kill -9: a small watcher holds their process groups.
import type { Writable } from "node:stream";
import { execa } from "execa";
import { programEnvironment } from "./program-environment.ts";

/**
 * Runs in a Node process of its own. It reads `+pid` and `-pid` lines; the end of its input means that the parent
 * is gone, and then it kills every group that is still listed. It ignores the terminal's signals, so that Ctrl-C
 * never takes the guard before the programs. ffmpeg itself does not notice a dead parent: it ignores SIGPIPE.
 */
const WATCHER = `
const groups = new Set();
let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text) => {
  const lines = (rest + text).split("\\n");
  rest = lines.pop();
  for (const line of lines) {
    const pid = Number(line.slice(1));
    if (line[0] === "+") groups.add(pid);
    else groups.delete(pid);
  }
});
process.stdin.on("close", () => {
  for (const pid of groups) {
    try { process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL"); } catch {}
  }
  process.exit();
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
`;

let watcherInput: Writable | undefined;

/** Puts a program under guard. Call what is returned once the program has ended. */
export function guardProgram(pid: number): () => void {
  tellWatcher(`+${pid}\n`);
  return () => tellWatcher(`-${pid}\n`);
}

function tellWatcher(line: string): void {
  if (!watcherInput?.writable) watcherInput = startWatcher();
  watcherInput.write(line);
}

function startWatcher(): Writable {
  const watcher = execa(process.execPath, ["-e", WATCHER], {
    stdin: "pipe",
    stdout: "ignore",
    stderr: "ignore",
    buffer: false,
    cleanup: false,
    detached: true,
    reject: false,
    windowsHide: true,
    env: programEnvironment(),
    extendEnv: false,
  });
  const input = watcher.stdin;
  // It must not keep this process alive.
  watcher.unref();
  if ("unref" in input && typeof input.unref === "function") input.unref();
  input.on("error", () => undefined);
  return input;
}
