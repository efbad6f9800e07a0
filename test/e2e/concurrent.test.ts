import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type OdailiesServer, startOdailiesServer } from "../support/net-odailies-server.ts";
import { type Running, runAlong, sentTimes, smallCard, smallCart } from "../support/small-cards.ts";
import { until } from "../support/watch-session.ts";

const CLIPS = {
  "_graded/A001C001.mp4": "passing",
  "_log/A001C001.mp4": "passingToo",
  "_graded/A001C002.mp4": "remuxed",
} as const;
/** Only the first is ready at once, so that it goes first, however busy the machine is. */
const SAME_NAMES = {
  "_graded/A000C001.mp4": "passing",
  "_graded/A001C001.mp4": "remuxed",
  "_graded/A001C002.mp4": "encoded",
} as const;

/** Resolves once a file is on its way, and lets it wait. */
async function untilUploading(server: OdailiesServer): Promise<void> {
  await until(() => server.storageRequests.length > 0);
}

test("a second run on the card, on a folder in it or around it is told who has it", async () => {
  const card = await smallCard(CLIPS);
  const cart = await smallCart("ingest", card);
  cart.server.fail(/^PUT /, { neverAnswer: true });
  const first = cart.program.start(cart.args, cart.env);
  await untilUploading(cart.server);
  for (const folder of [card, `${card}/_graded`, dirname(card)]) {
    const args = cart.args.with(1, folder);
    const second = await cart.program.run(args, cart.env);
    expect(second.exitCode, second.stderr).toBe(23);
    expect(second.lineOf("result")).toMatchObject({ code: "locked" });
    expect(second.stdout).toContain(folder === dirname(card) ? "a folder in" : `process ${first.pid}`);
  }
  first.kill("SIGKILL");
  await first;
  // A dead holder holds nothing.
  const third = await cart.program.run(cart.args, cart.env);
  expect(third.exitCode, third.stderr).toBe(0);
});

test("a watcher and an ingest on one card send each file once", async () => {
  const card = await smallCard(CLIPS);
  const cart = await smallCart("watch", dirname(card), ["--settle", "0.5"]);
  const ingest = {
    ...cart,
    args: ["ingest", card, ...cart.args.slice(2)].filter((arg) => !/settle|^0\.5$/.test(arg)),
  };
  const watching = cart.program.start(cart.args, cart.env);
  const codes: unknown[] = [];
  for (let runs = 0; runs < 4; runs += 1) codes.push((await runAlong(ingest)).exitCode);
  await until(() => cart.server.files.size === 3);
  watching.kill("SIGTERM");
  await watching;
  expect(codes.every((code) => code === 0 || code === 23)).toBe(true);
  expect((await runAlong(ingest)).clips).toEqual({ A001C001: "skipped", A001C002: "skipped" });
  expect(Object.values(sentTimes(cart.server))).toEqual([1, 1, 1]);
});

test("two carts with one card on one project: every clip is up as it is, or refused and said", async () => {
  const [card, copy] = [await smallCard(CLIPS), await smallCard(CLIPS)];
  const alone = await smallCart("ingest", card);
  await runAlong(alone);
  const server = await startOdailiesServer();
  const carts = [
    await smallCart("ingest", card, [], server),
    await smallCart("ingest", copy, [], server),
  ] as const;
  const runs = await Promise.all(carts.map((cart) => runAlong(cart)));
  for (const run of runs) expect([0, 5], run.stderr).toContain(run.exitCode);
  expect(Object.fromEntries(server.files)).toEqual(Object.fromEntries(alone.server.files));
  expect(Object.fromEntries(server.clips)).toEqual(Object.fromEntries(alone.server.clips));
});

test("two carts with different clips of one name: the one that came first stays, with its values", async () => {
  const [card, other] = [await smallCard(CLIPS), await smallCard(SAME_NAMES)];
  const first = await smallCart("ingest", card);
  const late = await smallCart("ingest", other, ["--concurrency-upload", "1"], first.server);
  const { server } = first;
  // The late one has looked at the project and stands still with its first file until the first cart is done.
  let held: Running | undefined;
  let isHeld = false;
  server.observe(({ method, path }) => {
    if (!isHeld && method === "PUT" && path.includes("A000C001")) isHeld = held?.kill("SIGSTOP") ?? false;
  });
  const running = runAlong(late, (_, each) => (held = each));
  await untilUploading(server);
  const run = await runAlong(first);
  expect(run.exitCode, run.stderr).toBe(0);
  const [files, clips] = [new Map(server.files), structuredClone(server.clips)];
  held?.kill("SIGCONT");
  const second = await running;

  expect(second.exitCode, second.stderr).toBe(5);
  expect(second.clips).toEqual({ A000C001: "done", A001C001: "rejected", A001C002: "rejected" });
  for (const [key, file] of files) if (!key.includes("A000C001")) expect(server.files.get(key)).toEqual(file);
  for (const name of ["A001C001", "A001C002"]) expect(server.clips.get(name)).toEqual(clips.get(name));
});
