import { expect, test } from "vitest";
import { type ErrorCode, OdailiesError } from "../../src/domain/errors.ts";
import { NO_FACTS } from "../../src/runs/run-facts.ts";
import { nextSteps } from "../../src/runs/next-steps.ts";

const stepsAfter = (code: ErrorCode) =>
  nextSteps({
    command: "ingest",
    outcomes: [],
    facts: NO_FACTS,
    fatal: new OdailiesError(code, "It ended.", { hint: "Do that." }),
    commandLine: "odailies ingest card",
    whenDone: undefined,
  });

test.each([
  "usage",
  "config_invalid",
  "card_not_found",
  "card_empty",
  "tool_missing",
  "spec_invalid",
  "metadata_unreadable",
  "lut_invalid",
  "token_refused",
  "permission_missing",
  "project_not_found",
] as const)("after %s the same command would end the same way, and is not advised", (code) => {
  expect(stepsAfter(code)).toEqual(["Do that."]);
});

test.each(["card_removed", "insufficient_space", "destination_unreachable"] as const)(
  "after %s it goes on",
  (code) => {
    expect(stepsAfter(code)).toEqual(["Do that.", "run again to go on: odailies ingest card"]);
  },
);

test("after a stop there is nothing to mend", () => {
  expect(stepsAfter("cancelled")).toEqual(["run again to go on: odailies ingest card"]);
});
