// The real program in a process of its own, with folders of its own: nothing of this machine's user is touched.
import { delimiter, join, resolve } from "node:path";
import { execa } from "execa";
import { inject } from "vitest";
import { findJsonFaults, type JsonLine } from "./json-contract.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
export const PROGRAM = join(REPOSITORY, "bin/odailies.js");

/** With the machine's own ffmpeg, where it has one. */
export const SYSTEM_PATH = process.env["PATH"] ?? "";

/** The card that comes with the program. */
export const FIXTURE_CARD = join(REPOSITORY, "fixtures/card");

export interface ProgramRun {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Stdout as JSON lines; throws where a line is none. */
  lines(): readonly JsonLine[];
  lineOf(type: string): JsonLine;
  clip(name: string): JsonLine;
}

type Subprocess = ReturnType<typeof startProgram>;

function startProgram(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  input: string,
  starter: readonly string[],
) {
  const options = { reject: false, input, extendEnv: false, cwd, env } as const;
  const [first, ...rest] = [...starter, process.execPath, PROGRAM, ...args];
  return execa(first!, rest, options);
}

export interface Program {
  /** State, work and library live below it. */
  readonly home: string;
  /** What it is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * `input` is what comes on its standard input; nothing by default. Rejects where it was told to say JSON lines, and
   * they break the contract.
   */
  run(args: readonly string[], env?: Record<string, string>, input?: string): Promise<ProgramRun>;
  start(args: readonly string[], env?: Record<string, string>, input?: string): Subprocess;
  /** The same, started by another program that ends up being it, e.g. one that takes rights away. */
  under(starter: readonly string[]): Program;
}

export function programIn(home: string, starter: readonly string[] = []): Program {
  const environment = {
    PATH: [inject("quickTools"), SYSTEM_PATH].join(delimiter),
    // What is encoded in a test is looked at for everything but how small it came out.
    ODAILIES_PRESET: "ultrafast",
    HOME: home,
    XDG_DATA_HOME: join(home, "data"),
    XDG_CACHE_HOME: join(home, "cache"),
    XDG_CONFIG_HOME: join(home, "config"),
  };
  const start: Program["start"] = (args, env = {}, input = "") =>
    startProgram(args, home, { ...environment, ...env }, input, starter);
  const under = (outer: readonly string[]) => programIn(home, outer);
  const run: Program["run"] = async (args, env, input) => {
    const ended = readRun(await start(args, env, input));
    if (args.includes("--json")) requireJsonContract(ended, args);
    return ended;
  };
  return { home, environment, start, under, run };
}

/** Whatever a test is about, what a script reads is as it was promised. */
function requireJsonContract({ lines, exitCode, stderr }: ProgramRun, args: readonly string[]): void {
  const faults = findJsonFaults(lines(), { command: args[0] ?? "", exitCode });
  if (faults.length === 0) return;
  throw new Error(`${args.join(" ")} breaks the JSON contract:\n${faults.join("\n")}\n${stderr}`);
}

function readRun(result: Awaited<ReturnType<Program["start"]>>): ProgramRun {
  const { exitCode, signal, stdout, stderr } = result;
  const lines = () =>
    stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as JsonLine);
  const find = (what: string, matches: (line: JsonLine) => boolean) => {
    const line = lines().find(matches);
    if (!line) throw new Error(`There is no ${what} in:\n${stdout}\n${stderr}`);
    return line;
  };
  return {
    exitCode,
    signal,
    stdout,
    stderr,
    lines,
    lineOf: (type) => find(`line of type ${type}`, (line) => line.type === type),
    clip: (name) => find(`clip ${name}`, (line) => line.type === "clip" && line["clip"] === name),
  };
}
