// A run of the program that is held to what nothing hostile may bring it to: no long wait, no great memory, no raw text.
import { readdir, readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { MIB } from "../../support/large-clip.ts";
import type { Program } from "../../support/run-odailies.ts";

/** No process of a run may ever hold more. */
const MAX_BYTES = 500 * MIB;
/** For a busy machine the double of what is promised; a run that hangs never ends. */
const MAX_MS = 60_000;

export interface HeldRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** What was done that may not be, each in a line. */
  readonly faults: readonly string[];
}

export interface Held {
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  /** A text on stdout after which the program is asked to end; without it, it ends by itself. */
  readonly until?: RegExp;
  /** Done once that text was read, before the program is asked to end. */
  readonly meanwhile?: (said: string) => Promise<void>;
}

export async function holdRun(program: Program, { args, env, until, meanwhile }: Held): Promise<HeldRun> {
  const running = program.start(args, env);
  const faults: string[] = [];
  const watching = watchFamily(running.pid ?? 0);
  const giveUp = new AbortController();
  const limit = killLate(running, giveUp.signal);
  if (until) void endAfter(running, until, meanwhile);
  const { exitCode, stdout, stderr } = await running;
  giveUp.abort();
  if (await limit) faults.push(`${args[0]} did not end within ${MAX_MS / 1000} s`);
  for (const [name, peak] of await watching)
    if (peak > MAX_BYTES) faults.push(`${name} held ${Math.round(peak / MIB)} MiB`);
  const raw = rawTextIn(`${stdout}\n${stderr}`);
  if (raw !== undefined) faults.push(`${args[0]} printed raw: ${JSON.stringify(raw)}`);
  if (exitCode === undefined && faults.length === 0) faults.push(`${args[0]} was ended by a signal`);
  if (exitCode === 1) faults.push(`${args[0]} ended with a bug: ${stderr.slice(0, 2000)}`);
  return { exitCode, stdout, stderr, faults };
}

type Running = ReturnType<Program["start"]>;

/** Whether it had to be killed. */
async function killLate(running: Running, ended: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(MAX_MS, undefined, { signal: ended });
    return running.kill("SIGKILL");
  } catch {
    return false;
  }
}

async function endAfter(running: Running, until: RegExp, meanwhile: Held["meanwhile"]): Promise<void> {
  let said = "";
  for await (const line of running.iterable()) {
    said += `${line}\n`;
    if (!until.test(said)) continue;
    await meanwhile?.(said);
    running.kill("SIGTERM");
    return;
  }
}

/** The first line with something that steers a terminal, hides, or turns round what is read. */
function rawTextIn(printed: string): string | undefined {
  return printed
    .split("\n")
    .find((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s*FORGED/u.test(line.replaceAll("\t", " ")));
}

/** The most memory that each program of a family ever held, as Linux counts it: name → bytes. */
async function watchFamily(pid: number): Promise<ReadonlyMap<string, number>> {
  const peaks = new Map<string, number>();
  for (;;) {
    const family = await familyOf(pid);
    if (family.length === 0) return peaks;
    for (const member of family) {
      const status = await readFile(`/proc/${member}/status`, "utf8").catch(() => "");
      const name = /^Name:\s+(.*)$/m.exec(status)?.[1] ?? "";
      const bytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
      peaks.set(name, Math.max(bytes, peaks.get(name) ?? 0));
    }
    await setTimeout(50);
  }
}

/** The process and all that descend from it; empty once it is gone. */
async function familyOf(pid: number): Promise<readonly number[]> {
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(
    processes.map((each) => readFile(`/proc/${each}/stat`, "utf8").catch(() => "")),
  );
  const parentOf = new Map<number, number>();
  for (const stat of stats) {
    // The name in brackets may hold anything, brackets too.
    const [, id, state, parent] = /^(\d+) \(.*\) (\S) (\d+)/s.exec(stat) ?? [];
    if (id !== undefined && state !== "Z") parentOf.set(Number(id), Number(parent));
  }
  const descends = (each: number | undefined): boolean =>
    each !== undefined && (each === pid || descends(parentOf.get(each)));
  return [...parentOf.keys()].filter(descends);
}
