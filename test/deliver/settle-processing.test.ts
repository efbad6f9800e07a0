import { stat } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Readiness } from "../../src/destinations/destination.ts";
import type { DestinationToOpen } from "../../src/destinations/open-destination.ts";
import type { Event } from "../../src/domain/events.ts";
import { showStatus } from "../../src/runs/show-status.ts";
import { uploadFiles } from "../../src/runs/upload-files.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { frameOf } from "../support/frame-request.ts";
import { failure, makeMiddleCard, makeShelf } from "../support/middle-run.ts";

const CLIP = "A001C001";

/** A destination that takes the bytes, and then works on them until `answer` says otherwise. */
async function sentToSlow() {
  const card = await makeMiddleCard();
  await card.place(`_graded/${CLIP}.mp4`);
  const answer: { now: Readiness | "unreachable" } = { now: { state: "processing" } };
  const shelf = makeShelf("a", (memory) => ({
    send: async (file, transfer) => ({ ...(await memory.send(file, transfer)), isProcessing: true }),
    readiness: () =>
      answer.now === "unreachable"
        ? Promise.reject(failure("destination_unreachable"))
        : Promise.resolve(answer.now),
  }));
  const toOpen: DestinationToOpen = { label: "a", id: "a", open: () => Promise.resolve(shelf.destination) };
  const status = async () => {
    const { stateFolder, workFolder, root } = card;
    const result = await showStatus({
      ...{ folders: [root], as: "auto", to: [toOpen], own: { stateFolder, workFolder }, tools: undefined },
      frame: frameOf("status", []),
      wants: { spec: DEFAULT_SPEC, proxy: "auto", allow: new Set(), burnIn: undefined, thumbnail: "none" },
    });
    return { exitCode: result.exitCode, error: result.errors[0] };
  };
  const first = await card.run([shelf]);
  return { card, shelf, answer, toOpen, status, first };
}

test("what is still worked on is said by the run that sent it, and by status as long as it lasts", async () => {
  const { card, shelf, answer, status, first } = await sentToSlow();
  expect(first.statuses()).toEqual({ [CLIP]: ["done"] });
  expect(first.warnings("still_processing")).toEqual([`a has _graded/${CLIP}.mp4 and still works on it.`]);
  const waiting = { exitCode: 4, error: { code: "still_processing" } };
  expect(await status()).toMatchObject(waiting);
  answer.now = "unreachable";
  expect(await status()).toMatchObject(waiting);
  answer.now = { state: "ready" };
  expect(await status()).toEqual({ exitCode: 0, error: undefined });
  expect((await card.run([shelf])).statuses()).toEqual({ [CLIP]: ["skipped"] });
  answer.now = "unreachable";
  expect(await status()).toEqual({ exitCode: 0, error: undefined });
  expect(shelf.calls.send).toBe(1);
});

test("it is said of a file that is sent by hand, too", async () => {
  const { card, answer, toOpen } = await sentToSlow();
  const path = await card.place("still.mp4");
  const { size: sizeBytes, mtimeMs } = await stat(path);
  const events: Event[] = [];
  const file = {
    role: "graded",
    clipName: "BY-HAND",
    path,
    sizeBytes,
    mtimeMs,
    action: "passthrough",
  } as const;
  answer.now = { state: "processing" };
  const { exitCode } = await uploadFiles({
    ...{ files: [file], toOpen, stateFolder: card.stateFolder, replace: false, force: false },
    frame: frameOf("upload", events),
  });
  expect(exitCode).toBe(0);
  expect(events).toContainEqual({
    ...{ type: "warning", code: "still_processing" },
    message: "a has _graded/BY-HAND.mp4 and still works on it.",
  });
});

test("what turns out to be no good is a failure, and is sent again", async () => {
  const { card, shelf, answer, status } = await sentToSlow();
  answer.now = { state: "broken", reason: "It shows no picture." };
  const broken = { exitCode: 4, error: { code: "upload_failed", message: "It shows no picture." } };
  expect(await status()).toMatchObject(broken);
  expect(await status()).toMatchObject(broken);
  expect((await card.run([shelf])).statuses()).toEqual({ [CLIP]: ["done"] });
  expect(shelf.calls.send).toBe(2);
  answer.now = { state: "ready" };
  expect(await status()).toEqual({ exitCode: 0, error: undefined });
});
