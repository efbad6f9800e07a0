import { expect, test } from "vitest";
import { checkRendered } from "../../src/spec/check-rendered.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { goodFacts } from "../support/spec-facts.ts";

test("a render that meets the spec has no findings, graded or LOG", () => {
  expect(checkRendered(goodFacts(), "graded", "A001C001", DEFAULT_SPEC)).toEqual([]);
  expect(checkRendered(goodFacts(), "log", "A001C001", DEFAULT_SPEC)).toEqual([]);
});

test("a render that came out wrong has an error", () => {
  const findings = checkRendered(
    goodFacts({ video: { codec: "mpeg4" } }),
    "graded",
    "A001C001",
    DEFAULT_SPEC,
  );
  expect(findings).toMatchObject([{ rule: "video.codec", severity: "error", role: "graded" }]);
});

test("an empty render is an error", () => {
  expect(checkRendered(goodFacts({ sizeBytes: 0 }), "log", "A001C001", DEFAULT_SPEC)).toMatchObject([
    { rule: "file.nonEmpty", severity: "error", role: "log" },
  ]);
});

test("what was allowed of the source stays allowed of its remux", () => {
  const facts = goodFacts({ video: { maxKeyframeDistanceSeconds: 30 } });
  const findings = checkRendered(facts, "graded", "A001C001", DEFAULT_SPEC, new Set(["video.gopMax"]));
  expect(findings.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
});
