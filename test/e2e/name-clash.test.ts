import { copyFile, mkdir, rm } from "node:fs/promises";
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
  const day = join(await tempFolder(), "Day012");
  const folder = join(day, "_graded");
  await mkdir(folder, { recursive: true });
  const place = (source: string, as = folder) =>
    copyFile(join(GRADED, `${source}.mp4`), join(as, `${NAME}.mp4`));
  const ingest = (...flags: readonly string[]) =>
    program.run(["ingest", day, "--json", "--api", server.api, "--project", server.project, ...flags], {
      ODAILIES_TOKEN: server.token,
    });
  return { server, place, folder, ingest };
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
  expect(replaced.lines().find(({ code }) => code === "replacing")).toMatchObject({
    code: "replacing",
    clip: NAME,
    message: expect.stringContaining("timecode 01:00:00:00 there, 10:15:00:00 here") as string,
  });
});

test("another duration is a clash too, told before anything is encoded, and for a LOG file alone as well", async () => {
  const { server, place, folder, ingest } = await setUp();
  server.clips.set(NAME, { timecode: "10:15:00:00", fps: 25, duration: 40 });
  await place(NAME);
  const run = await ingest("--proxy", "always");
  expect(run.clip(NAME)).toMatchObject({
    status: "rejected",
    error: { code: "name_clash", message: expect.stringContaining("40.0 s there, 2.0 s here") as string },
  });
  expect(run.lines().some(({ phase }) => phase === "proxy")).toBe(false);

  await rm(folder, { recursive: true });
  const logFolder = join(folder, "../_log");
  await mkdir(logFolder);
  await place(NAME, logFolder);
  const log = await ingest("--as", "log");
  expect(log.clip(NAME)).toMatchObject({ status: "rejected", error: { code: "name_clash" } });
  expect(server.storageRequests).toEqual([]);
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

  const replaced = await ingest("--replace");
  expect(replaced.clip(NAME)).toMatchObject({ status: "done" });
  expect(replaced.lines().find(({ code }) => code === "replacing")?.["message"]).toMatch(
    /\d+ bytes, sent .* \(xxh64 [0-9a-f]{16}\); now .* \d+ bytes/,
  );
  expect(server.files.get(`_graded/${NAME}.mp4`)?.md5).not.toBe(before);
  expect((await ingest()).clip(NAME)).toMatchObject({ status: "skipped" });
});
