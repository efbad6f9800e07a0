import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CLIP, md5, OTHER_CLIP, put } from "../support/watch-clips.ts";
import { pauseMs, startWatch, until, type WatchOptions, type WatchTest } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME = "A001C001_261120_R1AA";
const OTHER = "A001C002_261120_R1AA";

const sheet = (...rows: readonly string[]) => ["File Name;Scene;Take", ...rows, ""].join("\r\n");

async function deliverOne(options: WatchOptions = {}): Promise<WatchTest & { readonly card: string }> {
  const folder = await tempFolder();
  const watch = await startWatch(folder, options);
  const card = join(folder, "A001");
  await put(join(card, "_graded", `${NAME}.mp4`));
  await until(() => watch.outcomes(NAME).length > 0);
  return { ...watch, card };
}

const patchesOf = ({ server }: WatchTest) =>
  server.apiRequests
    .filter(({ method }) => method === "PATCH")
    .flatMap(({ body }) => (JSON.parse(body) as { data: Record<string, unknown>[] }).data);

describe("what arrives after its clip is joined to it", () => {
  test("a LOG file", async () => {
    const watch = await deliverOne();
    await put(join(watch.card, "_log", `${NAME}.mp4`), OTHER_CLIP);
    await until(() => watch.server.files.has(`_log/${NAME}.mp4`));
    expect(watch.server.files.get(`_log/${NAME}.mp4`)?.md5).toBe(md5(OTHER_CLIP));
    expect(watch.sentTimes(`_graded/${NAME}.mp4`)).toBe(1);
  });

  test("a thumbnail", async () => {
    const watch = await deliverOne();
    const jpeg = Buffer.concat([JPEG, Buffer.from([0xff, 0xd9])]);
    await put(join(watch.card, "_thumbnails", `${NAME}.jpg`), JPEG);
    await pauseMs(1800);
    expect(watch.server.files.has(`_thumbnails/${NAME}.jpg`)).toBe(false);
    await put(join(watch.card, "_thumbnails", `${NAME}.jpg`), jpeg);
    await until(() => watch.server.files.has(`_thumbnails/${NAME}.jpg`));
    expect(watch.server.files.get(`_thumbnails/${NAME}.jpg`)?.md5).toBe(md5(jpeg));
    expect(watch.sentTimes(`_graded/${NAME}.mp4`)).toBe(1);
  });

  test("a sheet on its card; changed again, only what differs is sent again", async () => {
    const watch = await deliverOne();
    const path = join(watch.card, "day.csv");
    await writeFile(path, sheet(`${NAME}.mov;22;4`));
    await until(() => watch.server.clips.get(NAME)?.["scene"] === "22");
    const before = patchesOf(watch).length;
    await writeFile(path, sheet(`${NAME}.mov;22A;4`));
    await until(() => watch.server.clips.get(NAME)?.["scene"] === "22A");
    expect(patchesOf(watch).slice(before)).toEqual([{ name: NAME, scene: "22A" }]);
    expect(watch.server.clips.get(NAME)).toMatchObject({ take: "4" });
    expect(watch.sentTimes(`_graded/${NAME}.mp4`)).toBe(1);
  });

  test("a sheet beside the cards, for all of them", async () => {
    const watch = await deliverOne();
    await put(join(watch.folder, "B001", `${OTHER}.mp4`), OTHER_CLIP);
    await until(() => watch.outcomes(OTHER).length > 0);
    await writeFile(join(watch.folder, "day.csv"), sheet(`${NAME}.mov;22;4`, `${OTHER}.mov;23;1`));
    await until(() => watch.server.clips.get(NAME)?.["scene"] === "22");
    await until(() => watch.server.clips.get(OTHER)?.["scene"] === "23");
    expect(watch.server.clips.get(NAME)).toMatchObject({ scene: "22", take: "4" });
  });
});

test("a sheet that came first waits for its clips", async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, "day.csv"), sheet(`${NAME}.mov;22;4`));
  const watch = await startWatch(folder);
  await pauseMs(1500);
  await put(join(folder, "A001", `${NAME}.mp4`));
  await until(() => watch.outcomes(NAME).length > 0);
  expect(watch.server.clips.get(NAME)).toMatchObject({ scene: "22", take: "4" });
});

test("a table that is no sheet is left aside, said once, and costs nobody anything", async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, "costs.csv"), "1;2;3\n4;5;6\n");
  const watch = await startWatch(folder);
  await until(() => watch.said.some((event) => event.type === "notice" && event.code === "sheet_left"));
  await put(join(folder, "A001", `${NAME}.mp4`));
  await until(() => watch.outcomes(NAME).length > 0);
  expect(watch.outcomes(NAME)).toMatchObject([{ status: "done" }]);
  expect(watch.said.filter((event) => event.type === "notice" && event.code === "sheet_left")).toHaveLength(
    1,
  );
});

test("a LOG file waits for its graded file, whose name it is delivered under", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder);
  await mkdir(join(folder, "A001/_graded"), { recursive: true });
  await put(join(folder, "A001/_graded", `${NAME}_H264.mp4`), CLIP.subarray(0, 1000));
  await put(join(folder, "A001/_log", `${NAME}.mp4`), OTHER_CLIP);
  await until(() =>
    watch.said.some((event) => event.type === "waiting" && event.reason.includes("the copy is incomplete")),
  );
  await pauseMs(1000);
  expect(watch.server.files.size).toBe(0);
  await put(join(folder, "A001/_graded", `${NAME}_H264.mp4`));
  await until(() => watch.server.files.size === 2);
  expect([...watch.server.files.keys()].toSorted()).toEqual([
    `_graded/${NAME}_H264.mp4`,
    `_log/${NAME}_H264.mp4`,
  ]);
});

test("a LOG file whose graded file never came is named by the last word, and is no good end", async () => {
  const watch = await startWatch(await tempFolder());
  await put(join(watch.folder, "A001/_log", `${NAME}.mp4`), OTHER_CLIP);
  await until(() => watch.outcomes(NAME).length > 0);
  expect(await watch.stop()).toBe(3);
  expect(watch.said.at(-1)).toMatchObject({
    message: `Stopped: 0 clips done today. NOT taken: A001/_log/${NAME}.mp4; the next start goes on with what is left.`,
  });
});

test("a LOG file that came long before its graded file waits for it, and is not tried over and over", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder);
  await put(join(folder, "A001/_log", `${NAME}.mp4`), OTHER_CLIP);
  await until(() => watch.outcomes(NAME).length > 0);
  expect(watch.outcomes(NAME)[0]).toMatchObject({ status: "deferred", error: { code: "graded_missing" } });
  await pauseMs(1500);
  expect(watch.outcomes(NAME)).toHaveLength(1);
  expect(watch.said.findLast(({ type }) => type === "status")).toMatchObject({ status: { waiting: 1 } });
  await put(join(folder, "A001/_graded", `${NAME}.mp4`));
  await until(() => watch.outcomes(NAME).length > 1);
  expect(watch.server.files.size).toBe(2);
  expect(watch.outcomes(NAME)[1]).toMatchObject({ status: "done" });
});

describe("a clip replaced by another of its name", () => {
  const replace = async (watch: WatchTest & { readonly card: string }) => {
    const staged = join(watch.card, ".new");
    await put(staged, OTHER_CLIP);
    await rename(staged, join(watch.card, "_graded", `${NAME}.mp4`));
    await until(() => watch.outcomes(NAME).length > 1);
  };

  test("is rejected, and the first one stays", async () => {
    const watch = await deliverOne();
    await replace(watch);
    expect(watch.outcomes(NAME)[1]).toMatchObject({ status: "rejected", error: { code: "name_clash" } });
    expect(watch.server.files.get(`_graded/${NAME}.mp4`)?.md5).toBe(md5(CLIP));
    expect(await watch.stop()).toBe(5);
  });

  test("takes its place where that was asked for", async () => {
    const watch = await deliverOne({ replace: true });
    await replace(watch);
    expect(watch.outcomes(NAME)[1]).toMatchObject({ status: "done" });
    expect(watch.server.files.get(`_graded/${NAME}.mp4`)?.md5).toBe(md5(OTHER_CLIP));
  });
});

/** The beginning of a JPEG of 1280 by 720 pixels (ITU-T T.81): enough for whoever looks at its header. */
const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
  Buffer.from([0xff, 0xc0, 0, 17, 8, 0x02, 0xd0, 0x05, 0x00, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]),
  Buffer.from([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]),
  Buffer.alloc(2000, 0x55),
]);
