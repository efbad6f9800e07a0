import { mkdir, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanCard } from "../../../src/cards/scan-card.ts";
import { OdailiesError } from "../../../src/domain/errors.ts";
import { createCardWatch } from "../../../src/deliver/source/card-watch.ts";
import { tempFolder } from "../../support/temp-folder.ts";

async function setUp(waits = true) {
  const root = join(await tempFolder(), "A001");
  await mkdir(root);
  for (const name of ["C0001.MP4", "C0002.MP4", "C0003.MP4"]) {
    await writeFile(join(root, name), name);
    await utimes(join(root, name), 1_700_000_000, 1_700_000_000);
  }
  const scan = await scanCard(root, { as: "auto" });
  const said: string[] = [];
  const stopping = new AbortController();
  const watch = await createCardWatch({
    scans: [scan],
    waits,
    emit: (event) => event.type === "warning" && said.push(event.code),
    signal: stopping.signal,
    stop: (error) => stopping.abort(error),
    lookMs: 10,
  });
  const leave = () => rename(root, `${root}.away`);
  const comeBack = () => rename(`${root}.away`, root);
  return { card: scan.card, root, watch, said, stopping, leave, comeBack };
}

test("work that fails on a card which is there fails at once", async () => {
  const { card, watch, said } = await setUp();
  let tries = 0;
  const work = () => Promise.reject(new Error(`try ${(tries += 1)}`));
  await expect(watch.hold(card, work)).rejects.toThrow("try 1");
  expect(said).toEqual([]);
});

test("all work on a card that went waits together, and is done again when it is back", async () => {
  const { card, watch, said, leave, comeBack } = await setUp();
  await leave();
  let isBack = false;
  const work = (result: string) => () =>
    isBack ? Promise.resolve(result) : Promise.reject(new Error("gone"));
  const both = Promise.all([watch.hold(card, work("a")), watch.hold(card, work("b"))]);
  await expect.poll(() => said).toEqual(["card_gone"]);
  isBack = true;
  await comeBack();
  expect(await both).toEqual(["a", "b"]);
  expect(said).toEqual(["card_gone", "card_back"]);
  expect(() => watch.throwIfGone()).not.toThrow();
});

test("a drive that failed for a moment is asked again, but not for ever", async () => {
  const { card, watch } = await setUp();
  let tries = 0;
  const failing = () => {
    tries += 1;
    return Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }));
  };
  await expect(watch.hold(card, failing)).rejects.toThrow("EIO");
  expect(tries).toBe(3);
});

test("stopped while it waits, or with another card in its place, the run ends with card_removed", async () => {
  const first = await setUp();
  await first.leave();
  const waiting = first.watch.hold(first.card, () => Promise.reject(new Error("gone")));
  waiting.catch(() => undefined);
  await expect.poll(() => first.said).toEqual(["card_gone"]);
  first.stopping.abort(new OdailiesError("cancelled", "The run was stopped.", { hint: "Run it again." }));
  await expect(waiting).rejects.toMatchObject({ code: "card_removed" });
  expect(() => first.watch.throwIfGone()).toThrow("stopped while it waited");

  const other = await setUp();
  await other.leave();
  await mkdir(other.root);
  await writeFile(join(other.root, "C0001.MP4"), "another");
  await utimes(join(other.root, "C0001.MP4"), 1_600_000_000, 1_600_000_000);
  const refused = other.watch.hold(other.card, () => Promise.reject(new Error("gone")));
  await expect(refused).rejects.toMatchObject({
    code: "card_removed",
    message: expect.stringContaining("another card") as string,
  });
  expect(other.stopping.signal.aborted).toBe(true);
});

test("where nobody waits, it is said that the card is gone", async () => {
  const { card, watch, said, leave } = await setUp(false);
  await watch.requireHere(card);
  await leave();
  await expect(watch.hold(card, () => Promise.reject(new Error("x")))).rejects.toMatchObject({
    code: "card_removed",
  });
  await expect(watch.requireHere(card)).rejects.toMatchObject({ code: "card_removed" });
  expect(said).toEqual([]);
});
