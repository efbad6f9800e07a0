import { expect, test } from "vitest";
import type { RemoteIds } from "../../src/domain/delivery.ts";
import { failure, makeMiddleCard, makeShelf, readRecords } from "../support/middle-run.ts";

const GRADED = "_graded/A001C001.mp4";

/** A destination that begins an upload, keeps its id, and breaks off as often as it is told. */
function makeKeeping(breaks: number) {
  const told: Record<string, RemoteIds>[] = [];
  let left = breaks;
  const shelf = makeShelf("a", (memory) => ({
    send: (file, transfer) => {
      told.push({ own: transfer.kept(file.role), graded: transfer.kept("graded") });
      transfer.keep({ upload: `${file.role} ${told.length}` });
      transfer.keep({ part: "1" });
      left -= 1;
      return left >= 0 ? Promise.reject(failure("upload_failed")) : memory.send(file, transfer);
    },
  }));
  return { shelf, told };
}

test("what an attempt kept is told to the next one at the same file, and to none after its end", async () => {
  const card = await makeMiddleCard();
  await card.place(GRADED);
  const { shelf, told } = makeKeeping(1);
  expect((await card.run([shelf])).statuses()).toEqual({ A001C001: ["failed"] });
  expect((await card.run([shelf])).statuses()).toEqual({ A001C001: ["done"] });
  const again = { delivery: { rules: { force: true, replace: false, keepProxies: undefined } } };
  expect((await card.run([shelf], again)).statuses()).toEqual({ A001C001: ["done"] });
  expect(told.map(({ own }) => own)).toEqual([{}, { upload: "graded 1", part: "1" }, {}]);
  expect(await readRecords(card.stateFolder, "kept")).toMatchObject(
    [1, 2, 3].flatMap((attempt) => [
      { role: "graded", ids: { upload: `graded ${attempt}` } },
      { role: "graded", ids: { upload: `graded ${attempt}`, part: "1" } },
    ]),
  );
});

test("nothing is gone on with of a file that is another by now", async () => {
  const card = await makeMiddleCard();
  await card.place(GRADED);
  const { shelf, told } = makeKeeping(1);
  await card.run([shelf]);
  await card.place(GRADED, "another picture");
  await card.run([shelf]);
  expect(told.map(({ own }) => own)).toEqual([{}, {}]);
});

test("a LOG file is told what was kept of its graded file, in whichever run that went up", async () => {
  const card = await makeMiddleCard();
  await card.place(GRADED);
  const { shelf, told } = makeKeeping(0);
  await card.run([shelf]);
  await card.place("_log/A001C001.mp4");
  expect((await card.run([shelf])).statuses()).toEqual({ A001C001: ["done"] });
  expect(told[1]).toEqual({ own: {}, graded: { upload: "graded 1", part: "1" } });
});

test("a destination can ask what is known of the clip before it takes the bytes", async () => {
  const card = await makeMiddleCard();
  const path = await card.place(GRADED);
  await card.place("day.csv", "Clip,Scene,Take\nA001C001,22,3\n");
  const clips: unknown[] = [];
  const shelf = makeShelf("a", (memory) => ({
    send: async (file, transfer) => {
      clips.push(await file.describe?.());
      return memory.send(file, transfer);
    },
  }));
  await card.run([shelf]);
  expect(clips).toMatchObject([
    {
      metadata: { scene: "22", take: "3", camera: "A" },
      source: path,
      picture: { width: 1920, height: 1080, frameRate: { num: 24_000, den: 1001 } },
      seconds: 10.01,
    },
  ]);
});
