import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLIP, INDEX_LAST, md5, OTHER_CLIP, put } from "../support/watch-clips.ts";
import { pauseMs, startWatch, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME = "A001C001_261120_R1AA";
const exists = (path: string) => stat(path).then(Boolean, () => false);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

test("what is up moves to _done, and late friends still find it there", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { after: "move" });
  await put(join(folder, "A001/_graded", `${NAME}.mp4`));
  await until(() => exists(join(folder, "_done/A001/_graded", `${NAME}.mp4`)));
  await put(join(folder, "A001/_log", `${NAME}.mp4`), OTHER_CLIP);
  await until(() => exists(join(folder, "_done/A001/_log", `${NAME}.mp4`)));
  await writeFile(join(folder, "A001/day.csv"), `File Name;Scene\n${NAME};22\n`);
  await until(() => watch.server.clips.get(NAME)?.["scene"] === "22");

  expect(await filesBelow(folder)).toEqual([
    "A001/day.csv",
    `_done/A001/_graded/${NAME}.mp4`,
    `_done/A001/_log/${NAME}.mp4`,
  ]);
  expect([watch.sentTimes(`_graded/${NAME}.mp4`), watch.sentTimes(`_log/${NAME}.mp4`)]).toEqual([1, 1]);
  expect(watch.outcomes(NAME).map(({ status }) => status)).toEqual(["done", "done", "done"]);
});

test("what is rejected moves to _failed, with the reason beside it", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { after: "move", timing: { patienceMs: 1500 } });
  await put(join(folder, `${NAME}.mp4`), CLIP.subarray(0, 200_000));
  await until(() => exists(join(folder, "_failed", `${NAME}.reason.txt`)));
  expect(await filesBelow(folder)).toEqual([`_failed/${NAME}.mp4`, `_failed/${NAME}.reason.txt`]);
  const reason = await readFile(join(folder, "_failed", `${NAME}.reason.txt`), "utf8");
  expect(reason).toContain(`${NAME} was rejected at 20`);
  expect(reason).toContain("the copy is incomplete");
  expect(watch.server.files.size).toBe(0);

  await put(join(folder, `${NAME}.mp4`));
  await until(() => exists(join(folder, "_done", `${NAME}.mp4`)));
});

test("nothing in _done is overwritten or deleted", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder, { after: "move", replace: true });
  const [path, done] = [join(folder, `${NAME}.mp4`), join(folder, "_done", `${NAME}.mp4`)];
  const when = new Date("2026-11-20T10:00:00Z");
  await put(path);
  await utimes(path, when, when);
  await until(() => exists(done));

  await put(path);
  await utimes(path, when, when);
  await until(() => watch.said.some((event) => event.type === "notice" && event.code === "not_moved"));
  expect(await filesBelow(folder)).toEqual([`${NAME}.mp4`, `_done/${NAME}.mp4`]);

  await put(path, INDEX_LAST);
  await until(() => exists(`${done}.old-1`));
  await until(async () => !(await exists(path)));
  const hashes = await Promise.all([done, `${done}.old-1`].map(async (each) => md5(await readFile(each))));
  expect(hashes).toEqual([md5(INDEX_LAST), md5(CLIP)]);
});

test("kept files stay as they are", async () => {
  const folder = await tempFolder();
  const watch = await startWatch(folder);
  await put(join(folder, "A001", `${NAME}.mp4`));
  await until(() => watch.outcomes(NAME).length > 0);
  await pauseMs(300);
  expect(await filesBelow(folder)).toEqual([`A001/${NAME}.mp4`]);
});
