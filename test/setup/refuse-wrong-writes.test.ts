import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolveConfig } from "../../src/config/resolve-config.ts";
import type { Scope } from "../../src/config/setting.ts";
import { kebabCase } from "../../src/config/environment-name.ts";
import { SETTING_NAMES, SETTINGS } from "../../src/config/settings.ts";
import { refuseWrongWrites } from "../../src/setup/refuse-wrong-writes.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function setUp() {
  const folder = await tempFolder();
  const card = join(folder, "card");
  await mkdir(join(card, "CLIP"), { recursive: true });
  const refuse = async (
    flags: Record<string, unknown>,
    { scope = "ingest", env = {} }: { scope?: Scope; env?: Record<string, string> } = {},
  ) => {
    const { config } = await resolveConfig({ flags, env, cwd: folder, userConfigFolder: folder });
    await refuseWrongWrites(config, scope, [card]);
  };
  return { folder, card, refuse };
}

const WRITING = SETTING_NAMES.flatMap((name) => {
  const { path, on } = SETTINGS[name];
  const isThere = path === "write" && !("notYet" in SETTINGS[name]);
  return isThere ? on.filter((scope) => scope !== "all").map((scope) => ({ name, scope })) : [];
});
const REFUSED = { code: "usage", exitCode: 2, message: expect.stringContaining("lies in") as string };

test("the settings that write are known", () => {
  const names = new Set(WRITING.map(({ name }) => name));
  expect([...names].sort()).toEqual(["keepProxies", "library", "plan", "stateDir", "workDir"]);
});

describe.each(WRITING)("$name of $scope", ({ name, scope }) => {
  test("never lies in an offload, however it is written, and nothing is made there", async () => {
    const { folder, card, refuse } = await setUp();
    await symlink(card, join(folder, "link"));
    await symlink(join(card, "not-there"), join(folder, "dangling"));
    const ways = [card, join(card, "CLIP", "new", "deep"), "card/x", "other/../card/x", "link/x", "dangling"];
    for (const way of ways) {
      await expect(refuse({ [name]: way }, { scope }), way).rejects.toMatchObject({
        ...REFUSED,
        hint: `Give another place with --${kebabCase(name)}.`,
      });
    }
    const env = { [`ODAILIES_${kebabCase(name).replaceAll("-", "_").toUpperCase()}`]: "card/x" };
    await expect(refuse({}, { scope, env })).rejects.toMatchObject(REFUSED);
    await writeFile(join(folder, "own.toml"), `${kebabCase(name)} = "card/x"`);
    await expect(refuse({ config: join(folder, "own.toml") }, { scope })).rejects.toMatchObject(REFUSED);
    expect(await readdir(card)).toEqual(["CLIP"]);
  });

  test("may lie beside one, also where the names begin alike", async () => {
    const { refuse } = await setUp();
    await expect(refuse({ [name]: "card-proxies" }, { scope })).resolves.toBeUndefined();
    await expect(refuse({ [name]: "card/../own" }, { scope })).resolves.toBeUndefined();
  });
});

describe("a plan replaces nothing but a plan", () => {
  test.each([
    ["a plan", '{\n  "plan_version": 2,\n  "clips": []\n}\n'],
    ["an empty file", ""],
  ])("%s may be replaced", async (_what, text) => {
    const { folder, refuse } = await setUp();
    await writeFile(join(folder, "p.json"), text);
    await expect(refuse({ plan: "p.json" })).resolves.toBeUndefined();
  });

  test.each([
    ["a clip", Buffer.from("\0\0\0\u0018ftypmp42", "latin1")],
    ["another JSON file", '{"name": "odailies", "plan_version": 1}'],
    ["a sheet", "Name,Scene\n"],
  ])("%s may not", async (_what, text) => {
    const { folder, refuse } = await setUp();
    await writeFile(join(folder, "p.json"), text);
    await symlink(join(folder, "p.json"), join(folder, "link.json"));
    for (const plan of ["p.json", "link.json"]) {
      await expect(refuse({ plan })).rejects.toMatchObject({
        code: "usage",
        message: expect.stringContaining("is there already") as string,
      });
    }
  });
});
