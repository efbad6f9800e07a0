import { describe, expect, test } from "vitest";
import type { Destination } from "../../../src/destinations/destination.ts";
import { catdvFolders, dieHolding, openTestCatdv } from "../../support/catdv-destination.ts";
import { type CatdvServer, startCatdvServer } from "../../support/catdv-server.ts";
import { type KeptTransfers, keptTransfers } from "../../support/catdv-transfer.ts";
import { outgoingFile, testBytes } from "../../support/net-outgoing-file.ts";

const NAMES = ["A001C001"];
const VIDEO = testBytes(150_000);
const PICTURE = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), testBytes(500)]);
const METADATA = { scene: "22", take: "3", circled: true };

type Media = "path" | "upload";

async function files() {
  return Promise.all(
    NAMES.flatMap((clipName) => [
      outgoingFile(VIDEO, { clipName }),
      outgoingFile(PICTURE, { clipName, role: "thumbnail" }),
    ]),
  );
}

/** A run as its ledger sees it: a file that has its receipt is not sent again, a value that is there is. */
async function deliver(
  destination: Destination,
  { sent, transfers, all }: Ledger,
  signal: AbortSignal,
): Promise<void> {
  await destination.open(signal);
  for (const [i, file] of all.entries()) {
    if (!sent.has(i)) await destination.send(file, transfers[i]?.next({ signal }) ?? keptTransfers().next());
    sent.add(i);
  }
  await destination.patch(
    NAMES.map((name) => ({ name, metadata: METADATA })),
    signal,
  );
}

interface Ledger {
  readonly all: Awaited<ReturnType<typeof files>>;
  readonly transfers: readonly KeptTransfers[];
  readonly sent: Set<number>;
}

async function newLedger(): Promise<Ledger> {
  const all = await files();
  return { all, transfers: all.map(() => keptTransfers()), sent: new Set() };
}

function expectWhole({ catalogues, seats, uploads }: CatdvServer, media: Media): void {
  expect(seats.taken).toBe(0);
  expect(catalogues.clips.map(({ name }) => name).sort()).toEqual(NAMES);
  for (const clip of catalogues.clips) {
    expect(clip).toMatchObject({ marked: true, fields: { "dailies.scene": "22", "dailies.take": "3" } });
    expect(clip["thumbnailIds"]).toEqual([clip["posterID"]]);
  }
  if (media === "upload") expect(uploads.arrived.map(({ bytes }) => bytes.equals(VIDEO))).toEqual([true]);
}

async function countRequests(media: Media): Promise<number> {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders(), { media });
  await deliver(destination, await newLedger(), new AbortController().signal);
  await destination.close();
  expectWhole(server, media);
  return server.requests.length - 1;
}

/** What was asked when the run stopped. */
async function stopAt(
  n: number,
  when: "before" | "after",
  { media, isKilled }: { readonly media: Media; readonly isKilled: boolean },
): Promise<{ readonly server: CatdvServer; readonly at: string }> {
  const server = await startCatdvServer();
  const folders = await catdvFolders();
  const ledger = await newLedger();
  const stop = new AbortController();
  let asked = 0;
  let at = "";
  server.observe((request, moment) => {
    asked += moment === "before" ? 1 : 0;
    if (asked !== n || moment !== when || stop.signal.aborted) return;
    at = request;
    stop.abort("stop");
    if (!isKilled) return;
    // A process that is killed hears no answer, and asks nothing any more.
    server.fail(/.*/, { loseAnswer: true });
    server.fail(/.*/, { page: "nobody asks", status: 404 }, 1000);
  });
  const first = openTestCatdv(server, folders, { media });
  await deliver(first, ledger, stop.signal).catch(String);
  if (isKilled) {
    server.heal();
    // Nobody gives its seats back: as if the process had been killed.
    await dieHolding(folders);
  } else await first.close();
  if (!isKilled) expect([at, server.seats.taken]).toEqual([at, 0]);
  expect(at).not.toBe("");
  const second = openTestCatdv(server, folders, { media });
  await deliver(second, ledger, new AbortController().signal);
  await second.close();
  expectWhole(server, media);
  return { server, at };
}

describe.each(["path", "upload"] as const)("by %s, over every request of a delivery", (media) => {
  test.each(["before", "after"] as const)(
    "an interrupt %s it has its effect loses nothing, doubles nothing, and keeps no seat",
    async (when) => {
      const requests = await countRequests(media);
      expect(requests).toBeGreaterThan(15);
      for (let n = 1; n <= requests; n += 1) {
        const { server } = await stopAt(n, when, { media, isKilled: false });
        expect(server.catalogues.thumbnails.size).toBe(NAMES.length);
      }
    },
    60_000,
  );

  test("a kill before the answer loses nothing, and its seat is given back by the next run", async () => {
    const requests = await countRequests(media);
    expect(requests).toBeGreaterThan(15);
    for (let n = 1; n <= requests; n += 1) await stopAt(n, "after", { media, isKilled: true });
  }, 60_000);
});
