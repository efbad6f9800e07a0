import { execFileSync } from "node:child_process";
import { chmod, chown, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { warnOfFiles } from "../../src/config/describe-files.ts";
import { resolveConfig } from "../../src/config/resolve-config.ts";
import { kebabCase } from "../../src/config/environment-name.ts";
import { SETTING_NAMES, SETTINGS } from "../../src/config/settings.ts";
import { trustFile } from "../../src/config/trusted-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

const USERS = SETTING_NAMES.filter(
  (name) => SETTINGS[name].decidedBy === "user" && !("secret" in SETTINGS[name]),
);

/** What a hostile file could say; a value that no setting accepts would end the run with an error of its own. */
const EVIL = USERS.map((name) => `${kebabCase(name)} = "evil"`).join("\n");

async function setUp(text: string) {
  const show = await tempFolder();
  const userConfigFolder = await tempFolder();
  const cwd = join(show, "card", "CLIP");
  await mkdir(cwd, { recursive: true });
  const path = join(show, "card", "odailies.toml");
  await writeFile(path, text, { mode: 0o644 });
  const resolve = (flags: Record<string, unknown> = {}, env: Record<string, string> = {}) =>
    resolveConfig({ flags, env, cwd, userConfigFolder });
  const trust = () => trustFile(userConfigFolder, { path, text });
  return { show, userConfigFolder, cwd, path, resolve, trust };
}

describe("a file that is only found on the way up", () => {
  test("decides nothing of what runs, sends, writes or leaves checks out", async () => {
    const { resolve, path } = await setUp(`project = "show"\n${EVIL}`);
    const plain = await (await setUp("")).resolve();
    const { config, origins, files } = await resolve();
    expect(config).toEqual({ ...plain.config, project: "show" });
    expect(USERS.map((name) => origins[name])).toEqual(USERS.map(() => "default"));
    expect(files).toEqual([
      { path, standing: "found", notTaken: Object.fromEntries(USERS.map((name) => [name, "evil"])) },
    ]);
    expect(warnOfFiles(files)).toEqual([
      { code: "config_not_trusted", message: expect.stringContaining("ffmpeg") as string },
    ]);
  });

  test("nor do its profiles", async () => {
    const { resolve } = await setUp('[profile.b]\nproject = "b"\nffmpeg = "./x"');
    const { config } = await resolve({ profile: "b" });
    expect(config).toMatchObject({ project: "b", ffmpeg: undefined });
  });

  test.each([
    "ffmpeg",
    "ffprobe",
    "api",
    "to",
    "tokenFile",
    "notify",
    "plan",
    "stateDir",
    "workDir",
    "library",
    "keepProxies",
    "after",
  ])("%s is the user's", (name) => {
    expect(USERS).toContain(name);
  });

  test.each([
    "project",
    "lut",
    "cdl",
    "burnIn",
    "spec",
    "map",
    "metadata",
    "match",
    "size",
    "order",
  ] as const)("%s is the show's", (name) => {
    expect(SETTINGS[name].decidedBy).toBe("show");
  });

  test("counts whole once it is trusted, until it is changed", async () => {
    const { resolve, trust, path, show } = await setUp('ffmpeg = "./bin/ffmpeg"\nstate-dir = "state"');
    await trust();
    const allowed = await resolve();
    expect(allowed.config.ffmpeg).toBe(join(show, "card", "bin", "ffmpeg"));
    expect(allowed.config.stateDir).toBe(join(show, "card", "state"));
    expect(warnOfFiles(allowed.files)).toEqual([]);
    await writeFile(path, 'ffmpeg = "./bin/other"');
    expect((await resolve()).config.ffmpeg).toBeUndefined();
  });

  test("is not another one that links to a trusted one", async () => {
    const { trust, path, userConfigFolder } = await setUp('ffmpeg = "./x"');
    await trust();
    const cwd = await tempFolder();
    await symlink(path, join(cwd, "odailies.toml"));
    const { config } = await resolveConfig({ flags: {}, env: {}, cwd, userConfigFolder });
    expect(config.ffmpeg).toBeUndefined();
  });
});

describe("a file that is named, and the user's own, count whole", () => {
  test.each(["--config", "ODAILIES_CONFIG"])("%s", async (way) => {
    const { resolve, path } = await setUp('api = "https://studio.example"');
    const { config, files } = await (way === "--config"
      ? resolve({ config: path })
      : resolve({}, { ODAILIES_CONFIG: path }));
    expect(config.api).toBe("https://studio.example");
    expect(files).toMatchObject([{ standing: "named" }]);
  });

  test("the user's own, also from inside its folder", async () => {
    const { userConfigFolder } = await setUp("");
    await writeFile(join(userConfigFolder, "odailies.toml"), 'api = "https://studio.example"');
    const sources = { flags: {}, env: {}, cwd: userConfigFolder, userConfigFolder };
    const { config, files } = await resolveConfig(sources);
    expect(config.api).toBe("https://studio.example");
    expect(files).toMatchObject([{ standing: "own" }]);
  });
});

describe("nothing is taken, and the next one above is looked at, where", () => {
  async function refusedBecause(spoil: (path: string) => Promise<void>, text = 'project = "evil"') {
    const { resolve, path, show } = await setUp(text);
    await writeFile(join(show, "odailies.toml"), 'project = "ours"', { mode: 0o644 });
    await spoil(path);
    const { config, files } = await resolve();
    expect(config.project).toBe("ours");
    expect(warnOfFiles(files).map(({ code }) => code)).toEqual(["config_refused"]);
    return files[0]?.why;
  }

  test("others may write to it", async () => {
    expect(await refusedBecause((path) => chmod(path, 0o646))).toBe("others may write to it");
  });

  test.skipIf(process.getuid?.() !== 0)("it belongs to another user", async () => {
    expect(await refusedBecause((path) => chown(path, 12_345, 12_345))).toMatch(/another user/);
    expect(
      await refusedBecause(async (path) => {
        await chown(path, 0, 12_345);
        await chmod(path, 0o664);
      }),
    ).toBe("others may write to it");
  });

  test.skipIf(process.platform === "win32")("it is a pipe that nobody fills", async () => {
    const why = await refusedBecause(async (path) => {
      await rm(path);
      execFileSync("sh", ["-c", 'mkfifo "$0"', path]);
    });
    expect(why).toBe("it is not a regular file");
  });

  test.skipIf(process.platform === "win32")("it never ends", async () => {
    const why = await refusedBecause(async (path) => {
      await rm(path);
      await symlink("/dev/zero", path);
    });
    expect(why).toBe("it is not a regular file");
  });

  test("it is larger than any config file", async () => {
    const why = await refusedBecause(() => Promise.resolve(), `# ${"x".repeat(1_100_000)}`);
    expect(why).toBe("it is too large for a config file");
  });
});

test("paths belong to the folder of whoever gave them", async () => {
  const { resolve, trust, cwd, show } = await setUp(
    'lut = "looks/day.cube"\ncdl-file = ["a.cdl", "/abs/b.cdl"]\nspec = "../spec.json"\nffmpeg = "ffmpeg7"',
  );
  await trust();
  const { config } = await resolve({ plan: "plan.json" }, { ODAILIES_LIBRARY: "../lib" });
  expect(config).toMatchObject({
    lut: join(show, "card", "looks", "day.cube"),
    cdlFile: [join(show, "card", "a.cdl"), "/abs/b.cdl"],
    spec: join(show, "spec.json"),
    ffmpeg: "ffmpeg7",
    plan: join(cwd, "plan.json"),
    library: join(cwd, "..", "lib"),
  });
});
