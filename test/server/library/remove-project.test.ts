import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { removeProject } from "../../../src/server/library/remove-project.ts";
import { newHolder, releaseTokens } from "../../../src/server/library/token-holders.ts";
import { addToken, findToken } from "../../../src/server/library/tokens.ts";
import { startTestServer } from "../../support/server-fixture.ts";

async function startWithLibrary() {
  const server = await startTestServer();
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  return { server, library };
}

test("a token that gets the number of one that went with its project is held by its own servers alone", async () => {
  const { server, library } = await startWithLibrary();
  const rights = { label: "x", read: true, write: true, upload: true };
  server.createToken({ ...rights, project: "Other", untilClose: true });
  const last = () => library.database.prepare("SELECT MAX(id) FROM tokens").raw().get();
  const gone = last();
  await removeProject(library, "Other");
  const holder = newHolder();
  const token = addToken(library, rights, new Date(), holder);
  expect(last()).toEqual(gone);
  releaseTokens(library, holder);
  expect(findToken(library, token)).toBeUndefined();
});

test("the files of a project's tokens go with it, and those of others stay", async () => {
  const { server, library } = await startWithLibrary();
  const rights = { label: "x", read: true, write: true, upload: true };
  for (const project of ["Other", "Third"]) server.createToken({ ...rights, project });
  await mkdir(join(library.folder, "tokens"));
  const ids = server.listTokens().map(({ id }) => id);
  for (const id of ids) await writeFile(join(library.folder, "tokens", `${id}.token`), "secret");
  const [own, , third] = ids;
  await removeProject(library, "Other");
  expect(await server.files()).toEqual([`tokens/${own}.token`, `tokens/${third}.token`]);
  expect(server.revokeToken(third!)).toBe(true);
  expect(await server.files()).toEqual([`tokens/${own}.token`]);
});
