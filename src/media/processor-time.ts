// How much processor time a program has used so far: what moves in every program that works, whatever it writes.
import { readFile } from "node:fs/promises";
import { execa } from "execa";

/** Linux counts in hundredths of a second towards programs (USER_HZ), whatever its own clock is. */
const TICKS_PER_SECOND = 100;

/** Seconds over all threads; undefined where the system does not tell (Windows) or the program has ended. */
export async function readProcessorSeconds(pid: number): Promise<number | undefined> {
  if (process.platform === "linux") {
    return readStat(await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""));
  }
  if (process.platform === "win32") return undefined;
  const { stdout } = await execa("ps", ["-o", "time=", "-p", String(pid)], {
    reject: false,
    timeout: 10_000,
  });
  return readPsTime(stdout ?? "");
}

/** `12 (a name) S …`: user and system time are the 12th and 13th field behind the name, which may hold anything. */
export function readStat(text: string): number | undefined {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : undefined;
}

/** `1-02:03:04`, `02:03:04`, `3:04.56`. */
export function readPsTime(text: string): number | undefined {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!match) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
