// What a program costs from outside: processor seconds of it and of all it waited for, and the time it took.
import { execa } from "execa";

export interface Cost {
  /** User and system seconds. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** `times` of a shell tells what its children used, and theirs. Whatever the program's exit code is. */
const SCRIPT = `"$@" >/dev/null 2>&1 </dev/null; times`;

export async function costOf(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const startedMs = performance.now();
  const { stdout } = await execa("/bin/bash", ["-c", SCRIPT, "bash", program, ...args], { env });
  const wallSeconds = (performance.now() - startedMs) / 1000;
  const children = stdout.trim().split("\n").at(-1) ?? "";
  const cpuSeconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  return { cpuSeconds, wallSeconds };
}

/** Runs every way in turn, `rounds` times, and keeps the least of each figure: noise only ever adds. */
export async function leastCosts<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<Cost>>>,
  rounds: number,
): Promise<Readonly<Record<Name, Cost>>> {
  const least = {} as Record<Name, Cost>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(ways) as Name[]) {
      const { cpuSeconds, wallSeconds } = await ways[name]();
      const before = least[name];
      least[name] = {
        cpuSeconds: Math.min(before?.cpuSeconds ?? cpuSeconds, cpuSeconds),
        wallSeconds: Math.min(before?.wallSeconds ?? wallSeconds, wallSeconds),
      };
    }
  }
  return least;
}

/** A line of the table: a figure against another, and what it may be at most. */
export function ratioLine(what: string, ratio: number, atMost: number): string {
  return `  ${what.padEnd(60)} ${ratio.toFixed(2)}  (at most ${atMost})`;
}
