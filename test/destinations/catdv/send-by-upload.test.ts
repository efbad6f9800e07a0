import { expect, test } from "vitest";
import { catdvFolders, openTestCatdv } from "../../support/catdv-destination.ts";
import { type CatdvServer, startCatdvServer } from "../../support/catdv-server.ts";
import { keptTransfers } from "../../support/catdv-transfer.ts";
import { never, rejection } from "../../support/net-client.ts";
import { hashesOf } from "../../support/net-hasher.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";

const BYTES = testBytes(300_000);
/** As many as BYTES has pieces of the smallest size. */
const PIECES = 5;

async function openUploading(server: CatdvServer) {
  const destination = openTestCatdv(server, await catdvFolders(), { media: "upload" });
  await destination.open(never);
  return destination;
}

const isPiece = (request: string) => request.startsWith("PUT /uploads/");

test("a file goes in pieces, with what is known of it, and a Worker's clip is found", async () => {
  const server = await startCatdvServer();
  const destination = await openUploading(server);
  const clip = { metadata: { scene: "22", circled: true }, source: "/card/a.mov" };
  const file = { ...(await outgoingFile(BYTES)), describe: async () => clip };
  const steps: number[] = [];
  const receipt = await destination.send(file, transfer({ onProgress: (done) => steps.push(done) }));
  expect(receipt).toMatchObject({ bytes: BYTES.length, ...hashesOf(BYTES) });
  expect(receipt.isProcessing).toBeUndefined();
  expect(server.requests.filter(isPiece)).toHaveLength(PIECES);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  expect(server.uploads.arrived.map(({ bytes }) => bytes.equals(BYTES))).toEqual([true]);
  expect([...(await destination.list(never))]).toEqual([
    ["A001C001", { name: "A001C001", metadata: { scene: "22", circled: true } }],
  ]);
  await destination.close();
});

test("until the Worker has made a clip, CatDV works on it", async () => {
  const server = await startCatdvServer();
  server.uploads.hasWorker = false;
  const destination = await openUploading(server);
  const receipt = await destination.send(await outgoingFile(BYTES, { clipName: "A.1 (2)" }), transfer());
  expect(receipt).toMatchObject({ isProcessing: true });
  expect(await destination.readiness?.(receipt, never)).toEqual({ state: "processing" });
  server.uploads.work();
  expect(await destination.readiness?.(receipt, never)).toEqual({ state: "ready" });
  await destination.close();
});

test.each([1, 2, 3, 4, 5])("an answer to piece %i that is lost sends no byte twice", async (lost) => {
  const server = await startCatdvServer();
  server.uploads.hasWorker = lost % 2 === 0;
  const destination = await openUploading(server);
  const transfers = keptTransfers();
  let pieces = 0;
  server.observe((request, when) => {
    if (isPiece(request) && when === "before" && (pieces += 1) === lost)
      server.fail(/PUT \/uploads/, { loseAnswer: true });
  });
  await destination.send(await outgoingFile(BYTES), transfers.next());
  server.uploads.work();
  expect(server.uploads.arrived.map(({ bytes }) => bytes.equals(BYTES))).toEqual([true]);
  expect(server.catalogues.clips).toHaveLength(1);
  await destination.close();
});

test("an upload that broke off in the middle of a piece goes on behind the last byte that came", async () => {
  const server = await startCatdvServer();
  const first = await openUploading(server);
  const file = await outgoingFile(BYTES);
  const transfers = keptTransfers();
  let pieces = 0;
  server.observe((request, when) => {
    if (isPiece(request) && when === "before" && (pieces += 1) >= 3)
      server.fail(/PUT \/uploads/, { resetAfterBytes: 20_000 });
  });
  await rejection(first.send(file, transfers.next()));
  await first.close();
  server.heal();
  pieces = -1000;
  const second = await openUploading(server);
  await second.send(file, transfers.next());
  expect(server.uploads.arrived.map(({ bytes }) => bytes.equals(BYTES))).toEqual([true]);
  expect(server.requests.filter((each) => each === "POST /uploads")).toHaveLength(1);
  await second.close();
  expect(server.seats.taken).toBe(0);
});

test("an upload that the server has forgotten is begun anew", async () => {
  const server = await startCatdvServer();
  const destination = await openUploading(server);
  const transfers = keptTransfers();
  const file = await outgoingFile(BYTES);
  const stop = new AbortController();
  server.observe((request, when) => {
    if (isPiece(request) && when === "after") stop.abort("stop");
  });
  expect(await rejection(destination.send(file, transfers.next({ signal: stop.signal })))).toBe("stop");
  server.uploads.open.clear();
  await destination.send(file, transfers.next());
  expect(server.uploads.arrived.map(({ bytes }) => bytes.equals(BYTES))).toEqual([true]);
  await destination.close();
});

test("new bytes for a clip that is there are refused: they would make a second one", async () => {
  const server = await startCatdvServer();
  const destination = await openUploading(server);
  await destination.send(await outgoingFile(BYTES), transfer());
  expect(await rejection(destination.send(await outgoingFile(testBytes(9)), transfer()))).toMatchObject({
    code: "upload_failed",
    retryable: false,
    message: expect.stringContaining("would make a second clip"),
  });
  expect(server.catalogues.clips).toHaveLength(1);
  await destination.close();
});

test("a session that ends between two pieces is begun again", async () => {
  const server = await startCatdvServer();
  const destination = await openUploading(server);
  let pieces = 0;
  server.observe((request, when) => {
    if (isPiece(request) && when === "after" && (pieces += 1) === 2) server.seats.endAll();
  });
  await destination.send(await outgoingFile(BYTES), keptTransfers().next());
  expect(server.uploads.arrived.map(({ bytes }) => bytes.equals(BYTES))).toEqual([true]);
  await destination.close();
  expect(server.seats.taken).toBe(0);
});
