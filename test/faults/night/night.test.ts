import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noMounts } from "../../support/small-disk.ts";
import { until } from "../../support/watch-session.ts";
import { buildSet } from "./set.ts";

const MIB = 1024 * 1024;

test.skipIf(noMounts !== undefined)(
  "a night on two carts: every sentence that was said is true when it is said",
  { timeout: 600_000 },
  async () => {
    const set = await buildSet();
    const { server, watcher, ingester, hot, bench, disk, lies } = set;
    const card = join(bench, "B001");
    const ingest = [
      ...["ingest", card, "--thumbnail", "middle", "--preset", "ultrafast", "--metadata", "none"],
      ...["--work-dir", join(disk.path, "work")],
    ];
    const watching = await set.watch();
    await set.put(hot, "A001", "_graded/A001C001.mp4", "passing");
    await set.put(hot, "A001", "_graded/A001C002.mp4", "remuxed");

    // One clip goes up, one is broken, one has no room to be made in, one has the name of another cart's.
    await until(() => server.clips.size === 2);
    await set.put(bench, "B001", "_graded/B001C001.mp4", "passing");
    await set.put(bench, "B001", "_log/B001C001.mp4", "passingToo");
    await set.put(bench, "B001", "_graded/B001C002.mp4", "broken");
    await set.put(bench, "B001", "_graded/B001C003.mp4", "encoded");
    await set.put(bench, "B001", "_graded/A001C002.mp4", "passing");
    await disk.fill(MIB);
    expect((await set.run(ingester, ingest, [card])).exitCode).toBe(4);
    await set.look(watching);

    // After midnight the line dies in the middle of a file, and somebody loses patience.
    await set.forwardTo(40);
    await disk.fill(undefined);
    const stopped = ingester.talk(ingest);
    const half = { name: "half", match: /^PUT .*B001C003/ };
    ingester.proxy.fail(half, ({ request }) => void request.once("data", () => set.cutLine()), 1);
    await until(() => set.now().isCut);
    await set.put(hot, "A001", "_log/A001C001.mp4", "passingToo");
    await set.put(hot, "A002", "_graded/A002C001.mp4", "passing");
    await until(() => watcher.proxy.calls.length > 0 && stopped.heard.length > 3);
    stopped.stop("SIGINT");
    const cancelled = await stopped.ended;
    set.listenTo(cancelled, [card]);
    expect(cancelled.exitCode).toBe(3);
    await set.look(watching);
    const putBack = await set.pull(hot, "A002");
    set.mendLine();

    // The broken clip is replaced, the card is put back, a late sheet comes and is corrected.
    await set.put(bench, "B001", "_graded/B001C002.mp4", "remuxed");
    const again = await set.run(ingester, [...ingest, "--json"], [card]);
    expect(again.exitCode).toBe(5);
    await putBack();
    const sheet = join(ingester.home, "day.csv");
    const rows = ["B001C002,22,4,2,", "A001C001,9,1,1,", "B009C009,1,1,1,"];
    const writeSheet = (...more: readonly string[]) =>
      writeFile(sheet, ["Clip,Scene,Shot,Take,Circled", ...rows, ...more, ""].join("\n"));
    await writeSheet("B001C001,22,4,1,yes");
    await set.run(ingester, ["annotate", sheet], [card]);
    await writeSheet("B001C001,22A,4,1,yes");
    await set.run(ingester, ["annotate", sheet, "--json"], [card]);

    // A new day begins with a clip that is broken.
    await until(() => server.files.has("_log/A001C001.mp4") && server.files.has("_graded/A002C001.mp4"));
    await set.forwardTo(400);
    await set.look(watching);
    await set.put(hot, "A003", "_graded/A003C001.mp4", "broken");
    await until(() => watching.heard.some(({ text }) => text.includes("A003: 0 of 1")));
    await set.look(watching);
    watching.stop("SIGTERM");
    set.listenTo(await watching.ended, [hot]);

    await Promise.all([
      set.run(ingester, ["status", card], [card]),
      set.run(ingester, ["verify", card], [card]),
      set.run(watcher, ["status", hot, "--thumbnail", "none", "--json"], [hot]),
      set.run(watcher, ["clips", "list"], [hot]),
    ]);
    expect(lies).toEqual([]);
  },
);
