import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../src/domain/errors.ts";
import { checkClip } from "../../src/spec/check-clip.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { readSpec } from "../../src/spec/read-spec.ts";
import { probedClip } from "../support/spec-clips.ts";
import { goodFacts } from "../support/spec-facts.ts";
import { tempFolder } from "../support/temp-folder.ts";

const fixture = (name: string) => join(import.meta.dirname, "../../fixtures/specs", name);

async function refusal(file: string): Promise<OdailiesError> {
  const error = await readSpec(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OdailiesError);
  expect(error).toMatchObject({ code: "spec_invalid", exitCode: 30 });
  expect((error as OdailiesError).message).toContain(file);
  expect((error as OdailiesError).message).toMatch(/\.$/);
  return error as OdailiesError;
}

describe("a spec that extends the default", () => {
  test("changes only what it names", async () => {
    const spec = await readSpec(fixture("strict-size.json"));
    const changed = new Set(["video.size", "video.level", "tc.present"]);
    expect(spec.specVersion).toBe("show-strict-1");
    expect(spec.rules.filter(({ id }) => !changed.has(id))).toEqual(
      DEFAULT_SPEC.rules.filter(({ id }) => !changed.has(id)),
    );
    expect(spec.rules.find(({ id }) => id === "video.size")).toEqual({
      ...DEFAULT_SPEC.rules.find(({ id }) => id === "video.size"),
      severity: "error",
    });
    expect(spec.rules.find(({ id }) => id === "video.level")?.params).toEqual({ max: 41, maxAbove1080p: 52 });
    expect(spec.rules.some(({ id }) => id === "tc.present")).toBe(false);
    expect(spec.proxy).toEqual({ ...DEFAULT_SPEC.proxy, preset: "veryfast" });
  });

  test("without a version is named after its file", async () => {
    const file = join(await tempFolder(), "show.json");
    await writeFile(file, '\uFEFF{"extends": "odailies-default-1"}');
    expect(await readSpec(file)).toEqual({ ...DEFAULT_SPEC, specVersion: "odailies-default-1+show" });
  });
});

test("a spec of its own holds only its rules, and what makes a file unusable", async () => {
  const spec = await readSpec(fixture("codec-only.json"));
  expect(spec.rules.map(({ id, severity }) => [id, severity])).toEqual([
    ["file.nonEmpty", "error"],
    ["file.probe", "error"],
    ["video.codec", "error"],
  ]);
  const hevcIn30Fps = goodFacts({ video: { codec: "hevc", isConstantRate: false } });
  const options = { spec, allow: new Set<string>(), proxy: "auto" as const };
  expect(checkClip(probedClip({ graded: hevcIn30Fps }), options).findings).toEqual([]);
});

describe("an invalid spec is refused with", () => {
  test.each([
    ["unknown-rule.json", 'rules[0].id "video.codek" is not a rule, perhaps video.codec was meant'],
    ["unknown-key.json", "ruls is not known, perhaps rules was meant"],
    ["wrong-severity.json", 'rules[0].severity: expected one of "error", "warning", "info", "off"'],
    ["not-json.txt", "is not JSON"],
    ["no-version.json", "specVersion is missing"],
    ["many-mistakes.json", "rules[0].params.maxSecond is not known, perhaps maxSeconds was meant"],
    ["many-mistakes.json", "rules[1].params.max: expected number, received string"],
    ["many-mistakes.json", 'rules[2].id "video.gop" is listed twice'],
    ["many-mistakes.json", "; and 2 more"],
  ])("%s: %s", async (name, words) => {
    expect((await refusal(fixture(name))).message).toContain(words);
  });

  test("every mistake in its context", async () => {
    const { context } = await refusal(fixture("many-mistakes.json"));
    expect(context["problems"]).toHaveLength(5);
    expect(context["problems"]).toContain('rules[3].severity of file.probe has to stay "error"');
    expect(context["problems"]).toContain("rules[4].params.pattern: is not a regular expression");
  });

  test("a file that is not there, a folder, a huge file", async () => {
    const folder = await tempFolder();
    expect((await refusal(join(folder, "none.json"))).message).toContain("no such file");
    expect((await refusal(folder)).message).toContain("it is a folder");
    const huge = join(folder, "huge.json");
    await writeFile(huge, " ".repeat(1024 * 1024 + 1));
    expect((await refusal(huge)).message).toContain("larger than 1 MiB");
  });

  test("spec_invalid alone, whatever the JSON", async () => {
    const file = join(await tempFolder(), "any.json");
    const rule = fc.record({ id: fc.constantFrom("video.gop", "nope"), params: fc.jsonValue() });
    const inputs = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ extends: fc.constant("odailies-default-1"), rules: fc.array(rule) })
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (text) => {
        await writeFile(file, text);
        const result: unknown = await readSpec(file).catch((thrown: unknown) => thrown);
        const code = result instanceof Error ? (result as OdailiesError).code : "spec_invalid";
        expect(code).toBe("spec_invalid");
      }),
    );
  });
});
