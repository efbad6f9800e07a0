import { expect, test } from "vitest";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MOST_LINES = 50;

async function helpOf(...args: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await programIn(await tempFolder()).run(args);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

test.each(["ingest", "watch"])("the help of %s is one screen, in groups", async (command) => {
  const help = await helpOf(command, "--help");
  expect(help.trimEnd().split("\n").length).toBeLessThanOrEqual(MOST_LINES);
  for (const group of ["Destination", "Metadata", "Picture", "Network", "Run", "Output"])
    expect(help).toContain(`\n${group}:\n`);
  expect(help).toContain("--help-all");
});

test("--help-all has every flag that is there, with its environment variable", async () => {
  const help = await helpOf("ingest", "--help-all");
  for (const text of ["--on-conflict <rule>", "[ODAILIES_ON_CONFLICT]", "--stall-timeout", "--profile"])
    expect(help).toContain(text);
  expect(help).not.toContain("--report");
  expect(help).toMatch(/\[destinations\.kitsu\][^[]*\n +task-type .*\[ODAILIES_KITSU_TASK_TYPE\]\n/);
  expect(await helpOf("serve", "--help-all")).not.toContain("[destinations.kitsu]");
});

test("what is not there is not offered, and says so when it is asked for", async () => {
  expect(await helpOf("--help")).not.toMatch(/^ +(?:report|worker) /m);
  const program = programIn(await tempFolder());
  for (const args of [["report"], ["worker", "--help"], ["ingest", "card", "--report", "day.html"]]) {
    const { exitCode, stderr } = await program.run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is not available yet.");
  }
});
