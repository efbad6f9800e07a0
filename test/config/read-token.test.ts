import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readToken } from "../../src/config/read-token.ts";
import { type ResolvedConfig, resolveConfig } from "../../src/config/resolve-config.ts";
import { odailies } from "../../src/destinations/odailies/odailies-kind.ts";
import { findServicePlace } from "../../src/setup/service-place.ts";
import { tempFolder } from "../support/temp-folder.ts";

const tokenSourceOf = (resolved: ResolvedConfig) =>
  findServicePlace(odailies, resolved, { isOnly: true }).token;

async function tokenOf(flags: Record<string, unknown>, env: Record<string, string> = {}) {
  const folder = await tempFolder();
  const resolved = await resolveConfig({ flags, env, cwd: folder, userConfigFolder: folder });
  return readToken(tokenSourceOf(resolved), folder);
}

async function tokenFile(content: string, mode = 0o600): Promise<string> {
  const path = join(await tempFolder(), "token");
  await writeFile(path, content);
  await chmod(path, mode);
  return path;
}

test("a token from the environment or a private file comes without a warning", async () => {
  expect(await tokenOf({}, { ODAILIES_TOKEN: "s3cret" })).toEqual({ value: "s3cret" });
  expect(await tokenOf({ tokenFile: await tokenFile("s3cret\n") })).toEqual({ value: "s3cret" });
});

test("a token on the command line, or in a file that others can read, works and is warned about", async () => {
  expect(await tokenOf({ token: "s3cret" })).toMatchObject({ warning: { code: "token_on_command_line" } });
  const open = await tokenOf({ tokenFile: await tokenFile("s3cret", 0o644) });
  expect(open).toMatchObject({ value: "s3cret", warning: { code: "token_file_readable" } });
});

test.each(["", "two words", "two\nlines"])("a token file holding %j is refused", async (content) => {
  await expect(tokenOf({ tokenFile: await tokenFile(content) })).rejects.toMatchObject({
    code: "config_invalid",
  });
});

test("a token file that is not there is refused, and no token is no token", async () => {
  await expect(tokenOf({ tokenFile: "/nowhere/token" })).rejects.toMatchObject({ code: "config_invalid" });
  expect(await tokenOf({})).toBeUndefined();
});
