import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLIP, OTHER_CLIP, put, withFile, writeSlowly } from "../support/watch-clips.ts";
import { never, testClient } from "../support/net-client.ts";
import { pauseMs, startWatch, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME = "A001C001_261120_R1AA";
const OTHER = "B001C001_261120_R1BB";

describe("once", () => {
  test("takes what is there, and ends with 0", async () => {
    const folder = await tempFolder();
    await put(join(folder, "A001", `${NAME}.mp4`));
    await put(join(folder, "B001", `${OTHER}.mp4`), OTHER_CLIP);
    const watch = await startWatch(folder, { once: true });
    expect(await watch.ended).toBe(0);
    expect(watch.results.map(({ counts }) => counts.done)).toEqual([1, 1]);
  });

  test("waits for what is still written", async () => {
    const folder = await tempFolder();
    const watch = await startWatch(folder, { once: true });
    await withFile(join(folder, `${NAME}.mp4`), (file) => writeSlowly(file, { pieces: 8, everyMs: 300 }));
    expect(await watch.ended).toBe(0);
    expect(watch.outcomes(NAME)).toMatchObject([{ status: "done" }]);
  });

  test("ends with 4 where something is not whole, and says what", async () => {
    const folder = await tempFolder();
    await put(join(folder, "A001", `${NAME}.mp4`), CLIP.subarray(0, 200_000));
    const watch = await startWatch(folder, { once: true });
    expect(await watch.ended).toBe(4);
    expect(watch.said).toContainEqual(
      expect.objectContaining({ type: "waiting", file: `A001/${NAME}.mp4`, files: 1 }),
    );
    expect(watch.server.files.size).toBe(0);
  });

  test("ends with the code of the run that says most", async () => {
    const folder = await tempFolder();
    await put(join(folder, "A001", `${NAME}.mp4`));
    await put(join(folder, "B001", `${NAME}.mp4`), OTHER_CLIP);
    const watch = await startWatch(folder, { once: true });
    expect(await watch.ended).toBe(5);
    expect(watch.outcomes(NAME).map(({ status }) => status)).toEqual(["done", "rejected"]);
  });

  test("of an empty folder ends with 0", async () => {
    const watch = await startWatch(await tempFolder(), { once: true });
    expect(await watch.ended).toBe(0);
    expect(watch.results).toEqual([]);
  });
});

test("what was delivered by an earlier watcher is not sent again", async () => {
  const [folder, stateFolder] = [await tempFolder(), await tempFolder()];
  await put(join(folder, "A001", `${NAME}.mp4`));
  const first = await startWatch(folder, { once: true, stateFolder });
  await first.ended;
  const second = await startWatch(folder, { once: true, stateFolder, server: first.server });
  expect(await second.ended).toBe(0);
  expect(second.outcomes(NAME)).toMatchObject([{ status: "skipped" }]);
  expect(first.sentTimes(`_graded/${NAME}.mp4`)).toBe(1);
});

test("a file that nobody finishes is handed over after a while, and rejected", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { timing: { patienceMs: 2500 } });
  await put(join(folder, "A001", `${NAME}.mp4`), CLIP.subarray(0, 200_000));
  await until(() => watch.outcomes(NAME).length > 0);
  expect(watch.outcomes(NAME)).toMatchObject([{ status: "rejected", error: { code: "spec_not_met" } }]);
});

test("with a done-file, nothing is taken before it is there", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { doneFile: "READY" });
  await put(join(folder, "A001", `${NAME}.mp4`));
  await until(() => watch.said.some((event) => event.type === "waiting" && event.reason.startsWith("READY")));
  await pauseMs(1500);
  expect(watch.results).toEqual([]);
  await writeFile(join(folder, "A001/READY"), "");
  await until(() => watch.outcomes(NAME).length > 0);
});

test.each([
  ["by events", false],
  ["by polling", true],
])("a folder that goes and comes back is watched again, %s", async (_, poll) => {
  const home = await tempFolder();
  const folder = join(home, "hot");
  await put(join(folder, "A001", `${NAME}.mp4`));
  const watch = await startWatch(folder, { poll, timing: { pollMs: 300 } });
  await until(() => watch.outcomes(NAME).length > 0);
  const hasSaid = (code: string) =>
    watch.said.some((event) => event.type === "notice" && event.code === code);

  await rename(folder, join(home, "away"));
  await mkdir(folder);
  await until(() => hasSaid("folder_gone"));
  await rm(folder, { recursive: true });
  await rename(join(home, "away"), folder);
  await until(() => hasSaid("folder_back"));
  await put(join(folder, "A001", `${OTHER}.mp4`), OTHER_CLIP);
  await until(() => watch.outcomes(OTHER).length > 0);
  expect(watch.outcomes(NAME)).toHaveLength(1);
});

test("a second watcher of the same folder is refused, and told who has it", async () => {
  const [folder, stateFolder] = [await tempFolder(), await tempFolder()];
  const first = await startWatch(folder, { stateFolder });
  await until(() => first.said.length > 0);
  const second = await startWatch(folder, { stateFolder });
  await expect(second.ended).rejects.toMatchObject({
    code: "locked",
    message: expect.stringContaining(folder),
  });
  expect(await first.stop()).toBe(0);
  expect(await (await startWatch(folder, { stateFolder, once: true })).ended).toBe(0);
});

test("a folder that is not there is said at once", async () => {
  const watch = await startWatch(join(await tempFolder(), "nowhere"));
  await expect(watch.ended).rejects.toMatchObject({ code: "card_not_found" });
});

test("a token that is refused ends a watcher that never delivered anything", async () => {
  const folder = await tempFolder();
  await put(join(folder, `${NAME}.mp4`));
  const watch = await startWatch(folder);
  watch.server.permissions.clear();
  expect(await watch.ended).toBe(42);
});

test("a clip whose upload fails is tried again", async () => {
  const folder = await tempFolder();
  await put(join(folder, `${NAME}.mp4`));
  const watch = await startWatch(folder, { timing: { againMs: 300 } });
  watch.server.fail(/PUT/, { status: 412 }, 1);
  await until(() => watch.outcomes(NAME).length > 0);
  expect(watch.outcomes(NAME)).toMatchObject([{ status: "failed" }]);
  await until(() => watch.outcomes(NAME).length > 1);
  expect(watch.outcomes(NAME)[1]).toMatchObject({ status: "done" });
});

test("when it is stopped, the upload under way is finished and nothing else is begun", async () => {
  const folder = await tempFolder();
  await put(join(folder, "A001/_graded", `${NAME}.mp4`));
  await put(join(folder, "A001/_log", `${NAME}.mp4`), OTHER_CLIP);
  const watch = await startWatch(folder, { slowUploadMs: 1500 });
  await until(() => watch.uploadBegun() > 0);
  expect(await watch.stop()).toBe(3);
  expect([...watch.server.files.keys()]).toEqual([`_graded/${NAME}.mp4`]);
  expect(watch.outcomes(NAME)).toMatchObject([{ status: "deferred" }]);
  expect(watch.results).toMatchObject([{ status: "cancelled", exitCode: 3 }]);
});

test("the health page tells what waits, what was done and what went wrong last", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { healthPort: 0 });
  await put(join(folder, "A001", `${NAME}.mp4`));
  await put(join(folder, "A001", `${OTHER}.mp4`), OTHER_CLIP.subarray(0, 200_000));
  await until(() => watch.outcomes(NAME).length > 0);
  const notice = watch.said.find((event) => event.type === "notice" && event.code === "health");
  const url = /http:\S+\d/.exec(notice?.type === "notice" ? notice.message : "")?.[0] ?? "";
  const ask = async () => {
    const { text } = await testClient().send({ method: "GET", url, signal: never });
    return JSON.parse(text) as Record<string, unknown>;
  };
  await until(async () => {
    const { waiting_for: waiting, runs } = await ask();
    return runs === 1 && JSON.stringify(waiting).includes("incomplete");
  });
  expect(await ask()).toMatchObject({
    status: "ok",
    pid: process.pid,
    waiting: 1,
    waiting_for: [{ file: `A001/${OTHER}.mp4` }],
    counts: { done: 1, failed: 0 },
    folders: [{ folder, is_here: true, by: "events" }],
    last_error: null,
  });
});

test("a rejected clip is trouble, in the health page and in the last word, until it is taken away", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { healthPort: 0 });
  await put(join(folder, "A001", `${NAME}.mp4`));
  await until(() => watch.results.length === 1);
  await put(join(folder, "B001", `${NAME}.mp4`), OTHER_CLIP);
  await until(() => watch.results.length === 2);
  const notice = watch.said.find((event) => event.type === "notice" && event.code === "health");
  const url = /http:\S+\d/.exec(notice?.type === "notice" ? notice.message : "")?.[0] ?? "";
  const ask = async () => {
    const { status, text } = await testClient().send({ method: "GET", url, signal: never });
    const body = JSON.parse(text) as Record<string, unknown>;
    return { ...body, code: status, inTrouble: body["in_trouble"] };
  };
  const trouble = [{ name: NAME, why: "rejected" }];
  await until(async () => (await ask()).inTrouble === 1);
  expect(await ask()).toMatchObject({ code: 503, status: "trouble", trouble });
  await rm(join(folder, "B001", `${NAME}.mp4`));
  await until(async () => (await ask()).code === 200);
  expect(await ask()).toMatchObject({ status: "ok", in_trouble: 0, trouble: [] });
});

test("the last word names the clip that was rejected", async () => {
  const folder = await tempFolder();
  await put(join(folder, "A001", `${NAME}.mp4`));
  await put(join(folder, "B001", `${NAME}.mp4`), OTHER_CLIP);
  const watch = await startWatch(folder, { once: true });
  await watch.ended;
  expect(watch.said).toContainEqual(
    expect.objectContaining({
      code: "ended",
      message: `Ended: 1 clip done today. NOT up: ${NAME} (rejected).`,
      isTrouble: true,
    }),
  );
});
