import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { saveLogin } from "../../src/config/logins.ts";
import { readToken } from "../../src/config/read-token.ts";
import { resolveConfig } from "../../src/config/resolve-config.ts";
import { userFolders } from "../../src/config/user-folders.ts";
import type { DestinationKind } from "../../src/destinations/kind.ts";
import { openMemory } from "../../src/destinations/memory.ts";
import { local } from "../../src/destinations/odailies/local-kind.ts";
import { odailies } from "../../src/destinations/odailies/odailies-kind.ts";
import { chooseKinds } from "../../src/setup/choose-destinations.ts";
import { findServicePlace } from "../../src/setup/service-place.ts";
import { tempFolder } from "../support/temp-folder.ts";

const other: DestinationKind = {
  name: "other-kind",
  label: "Other Kind",
  isEmbedded: false,
  needs: ["api", "project", "token"],
  settings: {
    taskType: { about: "", schema: z.string().default("Dailies") },
    folder: { about: "", schema: z.string().optional(), path: "read" },
  },
  create: () => openMemory(),
};

interface Given {
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The user's own file. */
  readonly own?: string;
  /** A file that lies in the working folder. */
  readonly found?: string;
}

async function resolve({ flags = {}, env = {}, own = "", found }: Given) {
  const userConfigFolder = await tempFolder();
  const cwd = join(userConfigFolder, "show");
  await mkdir(cwd);
  await writeFile(join(userConfigFolder, "odailies.toml"), own);
  if (found !== undefined) await writeFile(join(cwd, "odailies.toml"), found);
  return { userConfigFolder, resolved: await resolveConfig({ flags, env, cwd, userConfigFolder }) };
}

describe("what names no kind is o/DAILIES' own", () => {
  const env = {
    ODAILIES_API: "https://one.example",
    ODAILIES_TOKEN: "s3cret",
    ODAILIES_TOKEN_FILE: "/t",
    ODAILIES_PROJECT: "P",
  };

  test("and from the environment reaches no other", async () => {
    const { resolved } = await resolve({ env });
    expect(findServicePlace(odailies, resolved, { isOnly: true })).toMatchObject({
      api: "https://one.example",
      project: "P",
      token: { token: { value: "s3cret" }, file: "/t", login: { kind: "odailies" } },
    });
    expect(findServicePlace(other, resolved, { isOnly: true })).toEqual({
      api: undefined,
      project: "P",
      token: { token: undefined, file: undefined, login: undefined },
      own: { taskType: "Dailies", folder: undefined },
    });
  });

  test("as a flag means the only service that is named, and no other beside a second one", async () => {
    const { resolved } = await resolve({ flags: { api: "https://two.example", token: "t" } });
    expect(findServicePlace(other, resolved, { isOnly: true })).toMatchObject({
      api: "https://two.example",
      token: { token: { value: "t", origin: "flag" } },
    });
    const beside = findServicePlace(other, resolved, { isOnly: false });
    expect([beside.api, beside.token.token]).toEqual([undefined, undefined]);
    expect(findServicePlace(odailies, resolved, { isOnly: false }).api).toBe("https://two.example");
  });
});

test("a kind has variables of its own", async () => {
  const env = {
    ODAILIES_OTHER_KIND_API: "https://other.example",
    ODAILIES_OTHER_KIND_TOKEN: "own",
    ODAILIES_OTHER_KIND_PROJECT: "My Film",
    ODAILIES_OTHER_KIND_TASK_TYPE: "Rushes",
    ODAILIES_OTHER_KIND_FOLDER: "sub",
    ODAILIES_PROJECT: "P",
  };
  const { resolved, userConfigFolder } = await resolve({ env });
  const place = findServicePlace(other, resolved, { isOnly: false });
  expect(place).toEqual({
    api: "https://other.example",
    project: "My Film",
    token: {
      token: { value: "own", origin: "ODAILIES_OTHER_KIND_TOKEN", folder: join(userConfigFolder, "show") },
      file: undefined,
      login: { kind: "other-kind", api: "https://other.example", project: "My Film" },
    },
    own: { taskType: "Rushes", folder: join(userConfigFolder, "show", "sub") },
  });
  expect(findServicePlace(odailies, resolved, { isOnly: false })).toMatchObject({ project: "P" });
});

test("a token that login kept for one system is given to no other at the same address", async () => {
  const place = { api: "https://one.example", project: "P" };
  const { resolved, userConfigFolder } = await resolve({ flags: place });
  await saveLogin(userConfigFolder, { kind: "odailies", ...place }, "s3cret", { useKeychain: false });
  const tokenOf = (kind: DestinationKind) =>
    readToken(findServicePlace(kind, resolved, { isOnly: true }).token, userConfigFolder);
  expect(await tokenOf(odailies)).toEqual({ value: "s3cret" });
  expect(await tokenOf(other)).toBeUndefined();
});

describe("the table of a kind in a config file", () => {
  const own = '[destinations.odailies]\napi = "https://table.example"\nproject = "T"\ntoken-file = "t.txt"';

  test("counts from the user's own file, and less than a flag or a variable", async () => {
    const { resolved, userConfigFolder } = await resolve({ own });
    expect(findServicePlace(odailies, resolved, { isOnly: true })).toMatchObject({
      api: "https://table.example",
      project: "T",
      token: { file: join(userConfigFolder, "t.txt") },
    });
    const { resolved: given } = await resolve({
      own,
      flags: { project: "F" },
      env: { ODAILIES_API: "https://env.example" },
    });
    expect(findServicePlace(odailies, given, { isOnly: true })).toMatchObject({
      api: "https://env.example",
      project: "F",
    });
  });

  test("is enough to choose o/DAILIES without naming it", async () => {
    const { resolved, userConfigFolder } = await resolve({ own });
    const folders = { ...userFolders(resolved.config), config: userConfigFolder };
    expect(await chooseKinds({ resolved }, folders)).toEqual([odailies]);
    const { resolved: bare } = await resolve({});
    expect(await chooseKinds({ resolved: bare }, folders)).toEqual([local]);
  });

  test("of a file that was only found is not taken, and it is said", async () => {
    const { resolved } = await resolve({ found: own });
    expect(findServicePlace(odailies, resolved, { isOnly: true }).api).toBe("https://odailies.com");
    expect(Object.keys(resolved.files[0]?.notTaken ?? {})).toEqual(["destinations.odailies"]);
  });

  test("of a profile goes before the one at the top", async () => {
    const profile = '\n[profile.night.destinations.odailies]\nproject = "N"';
    const { resolved } = await resolve({ own: own + profile, flags: { profile: "night" } });
    expect(findServicePlace(odailies, resolved, { isOnly: true })).toMatchObject({
      api: "https://table.example",
      project: "N",
    });
  });

  test.each([
    ['[destinations.odailies]\ntoken = "x"', "holds a token"],
    ['[destinations.kitsu]\ntoken = "x"', "or into ODAILIES_KITSU_TOKEN"],
    ["[destinations]\nodailies = 1", "is no table"],
    ["[destinations.odaillies]\nproject = 'x'", 'Did you mean "odailies"?'],
    ["[destinations.odailies]\nprojekt = 'x'", 'Did you mean "project"?'],
    ["[destinations.odailies]\napi = 'no address'", "api of odailies cannot be used"],
    ["[destinations.local]\nproject = 'x'", "which odailies does not know"],
  ])("that cannot be kept is refused: %s", async (text, message) => {
    const refused = await resolve({ own: text })
      .then(({ resolved }) => findServicePlace(odailies, resolved, { isOnly: true }))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "config_invalid" });
    const { message: said, hint } = refused as { message: string; hint: string };
    expect(`${said} ${hint}`).toContain(message);
  });
});
