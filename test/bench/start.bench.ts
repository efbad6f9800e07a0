// What every call pays before it does anything, against Node alone.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { costOf, leastCosts, ratioLine } from "../support/bench-process.ts";
import { PROGRAM, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ROUNDS = 15;

test("the version, the list of commands, and commands with nothing to do, against node -e 0", async () => {
  const home = await tempFolder();
  const { environment } = programIn(home);
  await mkdir(join(home, "DAY"));
  const program = (...args: readonly string[]) => costOf(process.execPath, [PROGRAM, ...args], environment);
  const least = await leastCosts(
    {
      node: () => costOf(process.execPath, ["-e", "0"], environment),
      version: () => program("--version"),
      help: () => program("--help"),
      commandHelp: () => program("ingest", "--help"),
      status: () => program("status"),
      emptyCard: () => program("check", join(home, "DAY")),
    },
    ROUNDS,
  );
  const wall = (name: keyof typeof least) => least[name].wallSeconds / least.node.wallSeconds;
  const cpu = (name: keyof typeof least) => least[name].cpuSeconds / least.node.cpuSeconds;
  process.stdout.write(
    [
      `against node -e 0 (${least.node.wallSeconds.toFixed(3)} s, least of ${ROUNDS}):`,
      ratioLine("--version, wall", wall("version"), 1.6),
      ratioLine("--version, CPU", cpu("version"), 1.6),
      ratioLine("--help, wall", wall("help"), 2.5),
      ratioLine("--help, CPU", cpu("help"), 2.5),
      ...(["commandHelp", "status", "emptyCard"] as const).map(
        (name) =>
          `  ${name.padEnd(60)} ${least[name].wallSeconds.toFixed(2)} s, CPU ${least[name].cpuSeconds.toFixed(2)} s`,
      ),
      "",
    ].join("\n"),
  );
  expect(cpu("version")).toBeLessThanOrEqual(1.6);
  expect(cpu("help")).toBeLessThanOrEqual(2.5);
});
