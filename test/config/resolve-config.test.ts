import { writeFile } from "node:fs/promises";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolveConfig } from "../../src/config/resolve-config.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function setUp(project = "", user = "") {
  const cwd = await tempFolder();
  const userConfigFolder = await tempFolder();
  const nested = join(cwd, "Day012", "A001");
  await mkdir(nested, { recursive: true });
  if (project) await writeFile(join(cwd, "odailies.toml"), project);
  if (user) await writeFile(join(userConfigFolder, "odailies.toml"), user);
  const resolve = (flags: Record<string, unknown> = {}, env: Record<string, string> = {}) =>
    resolveConfig({ flags, env, cwd: nested, userConfigFolder });
  return { resolve, projectFile: join(cwd, "odailies.toml"), nested, cwd, userConfigFolder };
}

describe("resolveConfig", () => {
  test("flag wins over environment, environment over odailies.toml, that over the user's file, that over the default", async () => {
    const { resolve, projectFile } = await setUp(
      'project = "from-project"\npreset = "fast"',
      'project = "from-user"\nsize = "720"',
    );
    expect((await resolve()).config).toMatchObject({
      project: "from-project",
      preset: "fast",
      size: "720",
      as: "auto",
    });
    const fromEnvironment = await resolve({}, { ODAILIES_PROJECT: "from-env" });
    expect(fromEnvironment.config.project).toBe("from-env");
    expect(fromEnvironment.origins.project).toBe("ODAILIES_PROJECT");
    expect(fromEnvironment.origins.preset).toBe(projectFile);
    const fromFlag = await resolve({ project: "from-flag" }, { ODAILIES_PROJECT: "from-env" });
    expect(fromFlag.config.project).toBe("from-flag");
    expect(fromFlag.origins.as).toBe("default");
  });

  test("a profile wins over the keys at the top, and an unknown one names those that are there", async () => {
    const { resolve } = await setUp('project = "a"\n[profile.second-unit]\nproject = "b"');
    expect((await resolve({ profile: "second-unit" })).config.project).toBe("b");
    await expect(resolve({ profile: "seond-unit" })).rejects.toMatchObject({
      code: "config_invalid",
      hint: "Known profiles: second-unit.",
    });
  });

  test.each([
    ["an unknown key", "projekt = 1", /"projekt" that odailies does not know/, /Did you mean "project"/],
    ["broken TOML", "project = ", /not valid TOML/, /Mend that line/],
    ["a value of the wrong kind", 'size = "4k"', /--size "4k" cannot be used/, /Mend it in .*odailies\.toml/],
    ["a token", 'token = "abc"', /holds a token/, /token-file/],
    [
      "a column that maps to no text",
      "[metadata.columns]\nScn = 1",
      /is not a text/,
      /"Column" = "property"/,
    ],
  ])("%s in odailies.toml is an error that says what to do", async (_, text, message, hint) => {
    const { resolve } = await setUp(text);
    await expect(resolve()).rejects.toMatchObject({
      code: "config_invalid",
      exitCode: 2,
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(hint) as string,
    });
  });

  test("a wrong flag is wrong use, a flag that is promised is not available yet", async () => {
    const { resolve } = await setUp();
    await expect(resolve({ proxy: "sometimes" })).rejects.toMatchObject({ code: "usage", exitCode: 2 });
    await expect(resolve({ report: "day.html" })).rejects.toMatchObject({
      code: "usage",
      message: "--report is not available yet.",
    });
    await expect(resolve({}, { ODAILIES_METADATA_VIA: "fax" })).rejects.toMatchObject({
      code: "config_invalid",
    });
  });

  test("a wrong token is never shown", async () => {
    const { resolve } = await setUp();
    const error = await resolve({ token: 12345 }).catch((caught: unknown) => caught);
    expect(JSON.stringify(error)).not.toContain("12345");
    expect(String(error)).not.toContain("12345");
  });

  test("lists come from repeated flags, from separated variables and from [metadata]", async () => {
    const { resolve, projectFile, nested } = await setUp(
      '[metadata]\nfiles = ["day.ale"]\n[metadata.columns]\n"Scene No" = "scene"',
    );
    const { config, columns } = await resolve({}, { ODAILIES_ALLOW: "video.size, video.gop" });
    expect(config.metadata).toEqual([join(dirname(projectFile), "day.ale")]);
    expect(columns).toEqual({ "Scene No": "scene" });
    expect(config.allow).toEqual(["video.size", "video.gop"]);
    expect((await resolve({ metadata: ["a.csv", "b.ale"] })).config.metadata).toEqual([
      join(nested, "a.csv"),
      join(nested, "b.ale"),
    ]);
  });

  test("the word none among the sheets is no path, from wherever it comes", async () => {
    const { resolve, nested } = await setUp('[metadata]\nfiles = ["none"]');
    expect((await resolve()).config.metadata).toEqual(["none"]);
    const fromFlag = await resolve({ metadata: ["none", "./none", "day.ale"] });
    expect(fromFlag.config.metadata).toEqual(["none", join(nested, "none"), join(nested, "day.ale")]);
    expect((await resolve({}, { ODAILIES_METADATA: "none" })).config.metadata).toEqual(["none"]);
    expect((await resolve({ lut: "none" })).config.lut).toBe(join(nested, "none"));
  });

  test("NO_COLOR and --no-color mean the same", async () => {
    const { resolve } = await setUp();
    expect((await resolve({}, { NO_COLOR: "1" })).config.noColor).toBe(true);
    expect((await resolve({ color: false })).config.noColor).toBe(true);
    expect((await resolve()).config.noColor).toBe(false);
  });
});
