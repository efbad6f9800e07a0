import { join, sep } from "node:path";
import { expect, test } from "vitest";
import { type Walk, walkFolder } from "../../src/watch/walk-folder.ts";
import { OTHER_CLIP, put } from "../support/watch-clips.ts";
import { pauseMs, startWatch, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME = "A001C001_261120_R1AA";
const OTHER = "B001C001_261120_R1BB";

function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** A local folder with a clip, and a share that does not answer until its gate is opened. */
async function localAndShare() {
  const [local, share] = [await tempFolder(), await tempFolder()];
  await put(join(local, "A001", `${NAME}.mp4`));
  await put(join(share, "B001", `${OTHER}.mp4`), OTHER_CLIP);
  const answer = gate();
  const walked: string[] = [];
  const walk = async (wanted: Walk) => {
    if (`${wanted.root}${sep}`.startsWith(`${share}${sep}`)) {
      walked.push(wanted.root);
      await answer.opened;
    }
    return walkFolder(wanted);
  };
  return { local, share, answer: answer.open, walked, walk };
}

test("a share that does not answer holds up no other folder, and is asked only once", async () => {
  const { local, share, answer, walked, walk } = await localAndShare();
  const watch = await startWatch(share, { moreFolders: [local], walk });
  await until(() => watch.outcomes(NAME).length > 0);
  await put(join(local, "A002", "A002C001_261120_R1AA.mp4"));
  await until(() => watch.outcomes("A002C001_261120_R1AA").length > 0);
  expect(walked).toHaveLength(1);
  expect(watch.outcomes(OTHER)).toEqual([]);
  answer();
  await until(() => watch.outcomes(OTHER).length > 0);
  expect(watch.outcomes(OTHER)).toMatchObject([{ status: "done" }]);
});

test("--once waits for the answer", async () => {
  const { local, share, answer, walk } = await localAndShare();
  const watch = await startWatch(local, { moreFolders: [share], walk, once: true });
  let isOver = false;
  void watch.ended.then(() => (isOver = true));
  await until(() => watch.outcomes(NAME).length > 0);
  await pauseMs(1500);
  expect(isOver).toBe(false);
  answer();
  expect(await watch.ended).toBe(0);
  expect(watch.outcomes(OTHER)).toMatchObject([{ status: "done" }]);
});

test("a watcher that is stopped does not wait for a share that does not answer", async () => {
  const { local, share, answer, walk } = await localAndShare();
  const watch = await startWatch(local, { moreFolders: [share], walk });
  await until(() => watch.outcomes(NAME).length > 0);
  expect(await watch.stop()).toBe(0);
  answer();
});

test("a run that stands still holds up no other card, unless that has a clip of the same name", async () => {
  const folder = await tempFolder();
  const held = gate();
  await put(join(folder, "A001", `${NAME}.mp4`));
  const watch = await startWatch(folder, {
    timing: { standstillMs: 500 },
    holdUpload: (key) => (key === `_graded/${NAME}.mp4` ? held.opened : undefined),
  });
  await until(() => watch.uploadBegun() > 0);
  await put(join(folder, "C001", `${NAME}.mp4`), OTHER_CLIP);
  await put(join(folder, "B001", `${OTHER}.mp4`), OTHER_CLIP);
  await until(() => watch.outcomes(OTHER).length > 0);
  await pauseMs(1500);
  expect(watch.outcomes(NAME)).toEqual([]);
  held.open();
  await until(() => watch.outcomes(NAME).length > 1);
  expect(watch.outcomes(NAME).map(({ status }) => status)).toEqual(["done", "rejected"]);
});
