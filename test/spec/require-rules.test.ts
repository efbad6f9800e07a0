import { expect, test } from "vitest";
import { OdailiesError } from "../../src/domain/errors.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { requireRules } from "../../src/spec/require-rules.ts";

function refusal(ids: readonly string[]): OdailiesError {
  try {
    requireRules(DEFAULT_SPEC, ids);
  } catch (error) {
    return error as OdailiesError;
  }
  throw new Error("nothing was refused");
}

test("rules pass, also those that the spec leaves out", () => {
  expect(() => {
    requireRules({ ...DEFAULT_SPEC, rules: [] }, new Set(["video.codec", "tc.present"]));
  }).not.toThrow();
});

test("an unknown id is wrong use, and the nearest rule is named", () => {
  const error = refusal(["video.codec", "video.codex"]);
  expect(error).toMatchObject({ code: "usage", hint: "Perhaps video.codec was meant." });
  expect(error.message).toContain('"video.codex"');
});

test("an id that is near to nothing gets the list", () => {
  expect(refusal(["everything at all"]).hint).toContain("file.nonEmpty, file.probe");
});
