import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CLIP, md5, put } from "../support/watch-clips.ts";
import { pauseMs, startWatch, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME = "A001C001_261120_R1AA";

test.runIf(process.platform === "linux")(
  "a file that was found whole, but is open again when its run is to begin, is left alone until it is closed",
  async () => {
    const folder = await tempFolder();
    const path = join(folder, "A001", `${NAME}.mp4`);
    let writer: FileHandle | undefined;
    const onInspected = async () => {
      writer ??= await open(path, "r+");
    };
    const watch = await startWatch(folder, { onInspected });
    await put(path, Buffer.concat([CLIP.subarray(0, -1), Buffer.from([0x7f])]));
    await until(() =>
      watch.said.some((event) => event.type === "waiting" && event.reason.includes("is open for")),
    );
    await pauseMs(1000);
    expect(watch.uploadBegun()).toBe(0);
    await writer?.write(CLIP, CLIP.length - 1, 1, CLIP.length - 1);
    await writer?.close();
    await until(() => watch.outcomes(NAME).length > 0);
    expect(watch.server.files.get(`_graded/${NAME}.mp4`)?.md5).toBe(md5(CLIP));
  },
);

test("a file that changes after it was looked into settles anew", async () => {
  const folder = await tempFolder();
  const path = join(folder, "A001", `${NAME}.mp4`);
  let looks = 0;
  const onInspected = async () => {
    looks += 1;
    if (looks === 1) await put(path);
  };
  const watch = await startWatch(folder, { onInspected });
  await put(path, Buffer.concat([CLIP.subarray(0, -1), Buffer.from([0x7f])]));
  await until(() => watch.outcomes(NAME).length > 0);
  expect(looks).toBe(2);
  expect(watch.server.files.get(`_graded/${NAME}.mp4`)?.md5).toBe(md5(CLIP));
  expect(watch.sentTimes(`_graded/${NAME}.mp4`)).toBe(1);
});
