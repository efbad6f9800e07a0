import { chmod, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  deleteLogin,
  findLogin,
  listLogins,
  loginsFile,
  readLoginToken,
  saveLogin,
} from "../../src/config/logins.ts";
import { describeTokenOrigin, readToken } from "../../src/config/read-token.ts";
import { type ResolvedConfig, resolveConfig } from "../../src/config/resolve-config.ts";
import { odailies } from "../../src/destinations/odailies/odailies-kind.ts";
import { findServicePlace } from "../../src/setup/service-place.ts";
import { tempFolder } from "../support/temp-folder.ts";

const tokenSourceOf = (resolved: ResolvedConfig) =>
  findServicePlace(odailies, resolved, { isOnly: true }).token;

const PLACE = { kind: "odailies", api: "https://odailies.com", project: "lights" };
const inFile = { useKeychain: false };

const resolvedWith = (flags: Record<string, unknown>, env: Record<string, string> = {}) =>
  resolveConfig({ flags, env, cwd: "/", userConfigFolder: "/nowhere" });

test("a token in a file is readable by its user alone, from the first moment on", async () => {
  const folder = join(await tempFolder(), "config/odailies");
  await saveLogin(folder, PLACE, "s3cret", inFile);
  expect((await stat(loginsFile(folder))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await readdir(folder)).toEqual(["logins.json"]);
});

test("each project of each service has its own token, however the address is spelled", async () => {
  const folder = await tempFolder();
  await saveLogin(folder, PLACE, "first", inFile);
  await saveLogin(folder, { ...PLACE, project: "other" }, "second", inFile);
  await saveLogin(folder, { ...PLACE, api: "https://dailies.example/api/v1" }, "third", inFile);
  const tokenOf = async (place: typeof PLACE) => {
    const login = await findLogin(folder, place);
    return login && readLoginToken(login);
  };
  expect(await tokenOf({ ...PLACE, api: "https://odailies.com/api/v2/" })).toBe("first");
  expect(await tokenOf({ ...PLACE, project: "other" })).toBe("second");
  expect(await tokenOf({ ...PLACE, api: "https://dailies.example/" })).toBe("third");
  expect(await tokenOf({ ...PLACE, api: "http://odailies.com" })).toBeUndefined();

  await saveLogin(folder, PLACE, "newer", inFile);
  expect(await tokenOf(PLACE)).toBe("newer");
  expect(await listLogins(folder)).toHaveLength(3);
});

test("a token that is deleted is gone from the disk, the others stay", async () => {
  const folder = await tempFolder();
  const first = await saveLogin(folder, PLACE, "first", inFile);
  const second = await saveLogin(folder, { ...PLACE, project: "other" }, "second", inFile);
  await deleteLogin(folder, first);
  expect(await listLogins(folder)).toEqual([second]);
  await deleteLogin(folder, second);
  expect(await readdir(folder)).toEqual([]);
});

test("flag, environment and token file go before the kept token, and it is said which one counts", async () => {
  const folder = await tempFolder();
  await saveLogin(folder, PLACE, "kept", inFile);
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, "filed", { mode: 0o600 });
  const project = PLACE.project;
  const cases = [
    [await resolvedWith({ project, token: "flagged", tokenFile }), "flagged", "--token"],
    [await resolvedWith({ project, tokenFile }, { ODAILIES_TOKEN: "env" }), "env", "ODAILIES_TOKEN"],
    [await resolvedWith({ project, tokenFile }), "filed", `file ${tokenFile}`],
    [await resolvedWith({ project }), "kept", `${loginsFile(folder)} (odailies login)`],
    [await resolvedWith({ project: "unknown" }), undefined, undefined],
    [await resolvedWith({}), undefined, undefined],
  ] as const;
  for (const [resolved, value, origin] of cases) {
    expect((await readToken(tokenSourceOf(resolved), folder))?.value).toBe(value);
    expect(await describeTokenOrigin(tokenSourceOf(resolved), folder)).toBe(origin);
  }
});

test("a kept token that others can read works and is warned about", async () => {
  const folder = await tempFolder();
  await saveLogin(folder, PLACE, "kept", inFile);
  await chmod(loginsFile(folder), 0o644);
  const token = await readToken(tokenSourceOf(await resolvedWith({ project: PLACE.project })), folder);
  expect(token).toMatchObject({ value: "kept", warning: { code: "token_file_readable" } });
});

test("a broken file is an error that names it, never no token", async () => {
  const folder = await tempFolder();
  await writeFile(loginsFile(folder), '{"logins":[{"api":');
  await expect(readToken(tokenSourceOf(await resolvedWith({ project: "x" })), folder)).rejects.toMatchObject({
    code: "config_invalid",
    message: expect.stringContaining(loginsFile(folder)) as string,
  });
});
