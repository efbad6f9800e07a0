import { copyFile, rename, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../src/server/library/open-library.ts";
import { removeProject } from "../../src/server/library/remove-project.ts";
import { INCOMING_PREFIX } from "../../src/server/storage/receive-file.ts";
import { sweepIncoming } from "../../src/server/sweep-incoming.ts";
import { PROJECT, startTestServer } from "../support/server-fixture.ts";

async function startWithPicture() {
  const server = await startTestServer({ makeThumbnail: copyFile });
  await server.upload("_graded/A001.mp4");
  await server.call("GET", `/media/${PROJECT}/_thumbnails/A001.jpg`);
  expect(await server.files()).toHaveLength(2);
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  return { server, library };
}

test("of a project that is removed nothing is left to be swept", async () => {
  const { server, library } = await startWithPicture();
  await removeProject(library, PROJECT);
  expect(await server.files()).toEqual([]);
});

test("what a crash leaves of a project that was removed is cleared away at a later start", async () => {
  const { server, library } = await startWithPicture();
  const folder = join(library.folder, "projects");
  const aside = join(folder, `${INCOMING_PREFIX}x`);
  await rename(join(folder, PROJECT), aside);
  const pictures = join(library.folder, "cache", "thumbnails");
  await rename(join(pictures, PROJECT), join(pictures, `${INCOMING_PREFIX}y`));
  await sweepIncoming(library);
  expect(await server.files()).toHaveLength(2);
  const longAgo = new Date("2026-01-01T00:00:00Z");
  for (const path of [aside, join(pictures, `${INCOMING_PREFIX}y`)]) await utimes(path, longAgo, longAgo);
  await sweepIncoming(library);
  expect(await server.files()).toEqual([]);
});
