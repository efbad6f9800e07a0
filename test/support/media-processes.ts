// Looks for programs that a test has started and that should be gone.
import { execa } from "execa";

/** Command lines that hold a marker. */
export async function programsNaming(marker: string): Promise<readonly string[]> {
  const { stdout } = await execa("ps", ["-A", "-o", "pid=,stat=,args="]);
  return stdout.split("\n").filter((line) => line.includes(marker) && !/^\s*\d+\s+Z/.test(line));
}

/** Waits until no program holds the marker any more; what is left after ten seconds is given back. */
export async function lastingPrograms(marker: string): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await programsNaming(marker)).length === 0) return [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return programsNaming(marker);
}
