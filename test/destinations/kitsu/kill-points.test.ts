import { expect, test } from "vitest";
import type { OutgoingFile } from "../../../src/domain/delivery.ts";
import {
  createKeeping,
  deliver,
  describedFile,
  kitsuAt,
  type Keeping,
} from "../../support/kitsu-delivery.ts";
import { type KitsuServer, startKitsuServer } from "../../support/kitsu-server.ts";
import { never } from "../../support/net-client.ts";
import { testBytes } from "../../support/net-outgoing-file.ts";

/** One clip with all its files, and another one beside it. */
async function makeFiles(): Promise<readonly OutgoingFile[]> {
  const metadata = { scene: "22", shot: "3", take: "1", date: "20260422" };
  const make = (clipName: string, role: OutgoingFile["role"], size: number) =>
    describedFile(testBytes(size), { clipName, role }, metadata);
  return Promise.all([
    make("A001C001", "graded", 3000),
    make("A001C001", "log", 4000),
    make("A001C001", "thumbnail", 500),
    make("A001C002", "graded", 3100),
  ]);
}

/** All of a run; `signal` is the kill. What the ledger was told before stays. */
async function run(server: KitsuServer, files: readonly OutgoingFile[], keeping: Keeping, signal = never) {
  const destination = kitsuAt(server);
  const there = await destination.open(signal);
  for (const file of files) await deliver(destination, file, keeping, { signal });
  const names = ["A001C001", "A001C002"].filter((name) => there.get(name)?.metadata.scene === undefined);
  await destination.patch(
    names.map((name) => ({ name, metadata: { scene: "22" } })),
    signal,
  );
  await destination.close();
}

function expectWhole(server: KitsuServer): void {
  const shots = server.entities.filter(({ type }) => type === "Shot");
  expect(shots.map(({ name }) => name)).toEqual(["A001C001", "A001C002"]);
  expect(server.entities.filter(({ type }) => type === "Sequence").map(({ name }) => name)).toEqual(["22"]);
  expect(server.tasks).toHaveLength(2);
  expect(server.comments).toHaveLength(2);
  const files = server.previews.map(({ original_name, revision, status }) => ({
    original_name,
    revision,
    status,
  }));
  expect(files.toSorted((a, b) => String(a.original_name).localeCompare(String(b.original_name)))).toEqual([
    { original_name: "A001C001", revision: 1, status: "ready" },
    { original_name: "A001C001_log", revision: 1, status: "ready" },
    { original_name: "A001C001_thumbnail", revision: 1, status: "ready" },
    { original_name: "A001C002", revision: 1, status: "ready" },
  ]);
  expect(server.playlists.map(({ name }) => name)).toEqual(["Dailies 2026-04-22"]);
  expect(server.playlists[0]?.shots).toHaveLength(2);
  expect(shots.map(({ data }) => data?.["scene"])).toEqual(["22", "22"]);
}

async function countRequests(): Promise<number> {
  const server = await startKitsuServer();
  await run(server, await makeFiles(), createKeeping());
  expectWhole(server);
  return server.requests.length;
}

test("a second run sends nothing", async () => {
  const server = await startKitsuServer();
  const [files, keeping] = [await makeFiles(), createKeeping()];
  await run(server, files, keeping);
  const before = server.writes().length;
  await run(server, files, keeping);
  expect(server.writes()).toHaveLength(before);
  expectWhole(server);
});

test.each([
  { title: "with its request lost", moment: "before" as const, keepsLedger: true },
  { title: "before it hears the answer", moment: "after" as const, keepsLedger: true },
  { title: "before it hears the answer, its ledger lost", moment: "after" as const, keepsLedger: false },
])(
  "killed at any request, $title, the next run ends whole and nothing is there twice",
  async ({ moment, keepsLedger }) => {
    const requests = await countRequests();
    const files = await makeFiles();
    expect(requests).toBeGreaterThan(40);
    for (let at = 1; at <= requests; at += 1) {
      const server = await startKitsuServer();
      const kill = new AbortController();
      const keeping = createKeeping();
      server.observe((when) => {
        if (when !== moment || server.requests.length !== at) return undefined;
        kill.abort("killed");
        return "lose";
      });
      await run(server, files, keeping, kill.signal).catch((error: unknown) => expect(error).toBe("killed"));
      await run(server, files, keepsLedger ? keeping : createKeeping());
      expectWhole(server);
    }
  },
  120_000,
);
