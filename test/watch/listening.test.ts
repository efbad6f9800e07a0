import { describe, expect, test } from "vitest";
import type { WatchEvent } from "../../src/domain/watch-events.ts";
import type { EventListeners } from "../../src/watch/folder-events.ts";
import { createListening, type ListeningOptions } from "../../src/watch/listening.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function listening(options: Partial<ListeningOptions> = {}) {
  const said: WatchEvent[] = [];
  const subscribed = new Set<EventListeners>();
  let opened = 0;
  const created = createListening({
    root: await tempFolder(),
    poll: false,
    listMounts: () => Promise.resolve(""),
    say: (event) => said.push(event),
    onHint: () => undefined,
    onReady: () => undefined,
    openEvents: (_root, listeners) => {
      opened += 1;
      subscribed.add(listeners);
      return { close: async () => void subscribed.delete(listeners) };
    },
    ...options,
  });
  return { ...created, said, subscribed, opened: () => opened };
}

describe("events", () => {
  test("are opened anew after the folder was away, never twice at a time", async () => {
    const { subscribed, opened, said, ...listen } = await listening();
    await listen.open();
    await listen.open();
    expect([opened(), subscribed.size, listen.by()]).toEqual([2, 1, "events"]);
    expect(said).toMatchObject([{ type: "watching", by: "events", why: "" }]);
  });

  test("are never opened once the watcher has ended, however late a look is", async () => {
    const { subscribed, opened, ...listen } = await listening();
    const late = listen.open();
    await listen.close();
    await late;
    await listen.open();
    expect([opened(), subscribed.size]).toEqual([0, 0]);
  });

  test("give way to polling where they are lost, with the reason in one line", async () => {
    const { subscribed, said, ...listen } = await listening();
    await listen.open();
    for (const { onLost } of subscribed) onLost("ENOSPC: System limit for number of file watchers reached");
    await listen.usePolling("A change was found that no event had told of.");
    expect([subscribed.size, listen.by()]).toEqual([0, "polling"]);
    expect(said).toMatchObject([{ by: "events" }, { by: "polling", why: expect.stringContaining("ENOSPC") }]);
  });
});

test("--poll asks for no events at all", async () => {
  const { opened, said, ...listen } = await listening({ poll: true });
  await listen.open();
  expect([opened(), listen.by()]).toEqual([0, "polling"]);
  expect(said).toMatchObject([{ type: "watching", by: "polling", why: "--poll was given." }]);
});
