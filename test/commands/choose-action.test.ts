import { expect, test } from "vitest";
import { runAction } from "../../src/commands/choose-action.ts";
import type { CommandCall } from "../../src/setup/command-call.ts";

test("a flag of another action is named as it was typed", async () => {
  const action = { args: "", fewestArgs: 0, mostArgs: 0, run: () => Promise.resolve(0) };
  const actions = { list: { ...action, flags: [] }, add: { ...action, flags: ["newProjects"] } };
  const call = (word: string) => ({ args: [word], flags: { newProjects: true } }) as unknown as CommandCall;
  expect(await runAction("tokens", actions, call("add"))).toBe(0);
  await expect(runAction("tokens", actions, call("list"))).rejects.toThrow(
    "--new-projects does not belong to odailies tokens list.",
  );
});
