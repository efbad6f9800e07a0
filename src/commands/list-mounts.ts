// What is mounted where, as macOS tells it: Linux has a file for that, Windows tells by the path alone.
import { runProgram } from "../media/run-program.ts";

const PATIENCE_MS = 5000;

/** Empty where `mount` cannot be had. */
export async function listMounts(): Promise<string> {
  const { stdout } = await runProgram({ path: "/sbin/mount", args: [], timeoutMs: PATIENCE_MS });
  return stdout;
}
