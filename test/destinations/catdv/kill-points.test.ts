import { expect, test } from "vitest";
import type { Destination } from "../../../src/destinations/destination.ts";
import { catdvFolders, dieHolding, openTestCatdv } from "../../support/catdv-destination.ts";
import { type CatdvServer, startCatdvServer } from "../../support/catdv-server.ts";
import { type KeptTransfers, keptTransfers } from "../../support/catdv-transfer.ts";
import { outgoingFile, testBytes } from "../../support/net-outgoing-file.ts";
import { inputsOf, isThorough } from "../../support/thorough.ts";

const NAMES = ["A001C001", "A001C002"];
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
  if (media === "upload")
    expect(uploads.arrived.map(({ bytes }) => bytes.equals(VIDEO))).toEqual(NAMES.map(() => true));
}

async function findRequests(media: Media): Promise<readonly string[]> {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders(), { media });
  await deliver(destination, await newLedger(), new AbortController().signal);
  const requests = [...server.requests];
  await destination.close();
  expectWhole(server, media);
  return requests;
}

interface Moment {
  readonly media: Media;
  /** Which of the requests, from 1. */
  readonly n: number;
  readonly request: string;
  readonly when: "before" | "after";
  readonly isKilled: boolean;
}

async function stopAt({ n, when, media, isKilled, request }: Moment): Promise<void> {
  const server = await startCatdvServer();
  const folders = await catdvFolders();
  const ledger = await newLedger();
  const stop = new AbortController();
  let asked = 0;
  server.observe((_, moment) => {
    asked += moment === "before" ? 1 : 0;
    if (asked !== n || moment !== when || stop.signal.aborted) return;
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
  const at = `${when} ${request} (${n}), killed: ${isKilled}`;
  if (!isKilled) expect(server.seats.taken, at).toBe(0);
  expect(stop.signal.aborted, at).toBe(true);
  const second = openTestCatdv(server, folders, { media });
  await deliver(second, ledger, new AbortController().signal);
  await second.close();
  expectWhole(server, media);
  if (!isKilled) expect(server.catalogues.thumbnails.size, at).toBe(NAMES.length);
}

/** Which call it is, whatever it is about. */
const kindOf = ({ request, when, isKilled }: Moment) =>
  `${when} ${isKilled} ${request.replaceAll(/\/(?:T?\d+)/g, "/N")}`;

const WAYS = [
  { when: "before", isKilled: false },
  { when: "after", isKilled: false },
  { when: "after", isKilled: true },
] as const;

test.each(["path", "upload"] as const)(
  "by %s, a stop or a kill at any request loses nothing, doubles nothing, and no seat stays taken",
  async (media) => {
    const requests = await findRequests(media);
    const all = WAYS.flatMap(({ when, isKilled }) =>
      requests.map((request, index): Moment => ({ when, isKilled, media, request, n: index + 1 })),
    );
    expect(all.length).toBeGreaterThanOrEqual(75);
    const moments = inputsOf(all, kindOf);
    for (const moment of moments) await stopAt(moment);
    if (isThorough)
      process.stdout.write(`catdv by ${media}: stopped at ${moments.length} moments, all whole\n`);
  },
  600_000,
);
