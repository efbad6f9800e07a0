import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const GRADED = join(FIXTURE_CARD, "A001R1AA/_graded");
const NAME = "A001C001_261120_R1AA";
const OTHER = "A001C002_261120_R1AA";

async function setUp() {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const folder = join(await tempFolder(), "Day012", "_graded");
  await mkdir(folder, { recursive: true });
  const place = (source: string) => copyFile(join(GRADED, `${source}.mp4`), join(folder, `${NAME}.mp4`));
  const ingest = (...flags: readonly string[]) =>
    program.run(["ingest", folder, "--json", "--api", server.api, "--project", server.project, ...flags], {
      ODAILIES_TOKEN: server.token,
    });
  return { server, place, ingest };
}

test("a clip of the same name and another timecode in the project is rejected before anything is sent", async () => {
  const { server, place, ingest } = await setUp();
  server.clips.set(NAME, { timecode: "01:00:00:00", fps: 24 });
  await place(NAME);
  const run = await ingest();
  expect(run.exitCode).toBe(5);
  expect(run.clip(NAME)).toMatchObject({
    status: "rejected",
    error: {
      code: "name_clash",
      message: expect.stringContaining("timecode 01:00:00:00 there, 10:15:00:00 here") as string,
    },
  });
  expect(server.storageRequests).toEqual([]);

  const replaced = await ingest("--replace");
  expect(replaced.clip(NAME)).toMatchObject({ status: "done" });
});

test("the same clip that another cart has sent already is no clash", async () => {
  const { server, place, ingest } = await setUp();
  server.clips.set(NAME, { timecode: "10:15:00:00", fps: 25, duration: 2 });
  await place(NAME);
  expect((await ingest()).clip(NAME)).toMatchObject({ status: "done" });
});

test("another file under a name that was delivered takes its place only when told so", async () => {
  const { server, place, ingest } = await setUp();
  await place(NAME);
  await ingest();
  const before = server.files.get(`_graded/${NAME}.mp4`)?.md5;
  await place(OTHER);

  const refused = await ingest();
  expect(refused.clip(NAME)).toMatchObject({ status: "rejected", error: { code: "name_clash" } });
  expect(server.files.get(`_graded/${NAME}.mp4`)?.md5).toBe(before);

  expect((await ingest("--replace")).clip(NAME)).toMatchObject({ status: "done" });
  expect(server.files.get(`_graded/${NAME}.mp4`)?.md5).not.toBe(before);
  expect((await ingest()).clip(NAME)).toMatchObject({ status: "skipped" });
});
