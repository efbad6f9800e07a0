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
import { inputsOf, isThorough } from "../../support/thorough.ts";

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

test("a second run sends nothing", async () => {
  const server = await startKitsuServer();
  const [files, keeping] = [await makeFiles(), createKeeping()];
  await run(server, files, keeping);
  const before = server.writes().length;
  await run(server, files, keeping);
  expect(server.writes()).toHaveLength(before);
  expectWhole(server);
});

interface Moment {
  readonly way: string;
  readonly moment: "before" | "after";
  readonly keepsLedger: boolean;
  readonly request: string;
  /** Which of the requests, from 1. */
  readonly at: number;
}

const WAYS = [
  { way: "its request lost", moment: "before", keepsLedger: true },
  { way: "its answer lost", moment: "after", keepsLedger: true },
  { way: "its answer and the ledger lost", moment: "after", keepsLedger: false },
] as const;

function momentsOf(requests: KitsuServer["requests"], from: number): readonly Moment[] {
  const calls = requests.slice(from).map(({ method, path }, index) => {
    const request = `${method} ${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID").split("?", 1)[0]}`;
    return { request, at: index + 1 };
  });
  return WAYS.flatMap(({ way, moment, keepsLedger }) =>
    calls.map(({ request, at }) => ({ way, moment, keepsLedger, request, at })),
  );
}

const kindOf = ({ way, request }: Moment) => `${way}: ${request}`;

/** The request counts from now on. */
function killAt(server: KitsuServer, { moment, at }: Moment): AbortSignal {
  const kill = new AbortController();
  const from = server.requests.length;
  server.observe((when) => {
    if (when !== moment || server.requests.length !== from + at) return undefined;
    kill.abort("killed");
    return "lose";
  });
  return kill.signal;
}

test("killed at any request, the next run ends whole and nothing is there twice", async () => {
  const undisturbed = await startKitsuServer();
  await run(undisturbed, await makeFiles(), createKeeping());
  expectWhole(undisturbed);
  const all = momentsOf(undisturbed.requests, 0);
  expect(all.length).toBeGreaterThanOrEqual(100);
  const moments = inputsOf(all, kindOf);
  const files = await makeFiles();
  for (const moment of moments) {
    const server = await startKitsuServer();
    const keeping = createKeeping();
    const signal = killAt(server, moment);
    await run(server, files, keeping, signal).catch((error: unknown) => expect(error).toBe("killed"));
    expect(signal.aborted, kindOf(moment)).toBe(true);
    await run(server, files, moment.keepsLedger ? keeping : createKeeping());
    expectWhole(server);
  }
  if (isThorough) process.stdout.write(`kitsu: killed at ${moments.length} moments, all whole\n`);
}, 600_000);

test("killed at any request of a new grade, it is there once, as the next revision", async () => {
  const files = await makeFiles();
  const newGrade = await describedFile(
    testBytes(3333),
    { clipName: "A001C001" },
    { scene: "22", date: "20260422" },
  );
  /** As a ledger that knows the first grade, of which nothing counts for the second. */
  const knowing = (keeping: Keeping) => {
    keeping.receipts.delete("A001C001/graded");
    keeping.ids.delete("A001C001/graded");
    return keeping;
  };
  const prepare = async () => {
    const server = await startKitsuServer();
    const keeping = createKeeping();
    await run(server, files, keeping);
    return { server, keeping: knowing(keeping) };
  };
  const undisturbed = await prepare();
  const from = undisturbed.server.requests.length;
  await run(undisturbed.server, [newGrade], undisturbed.keeping);
  const moments = inputsOf(momentsOf(undisturbed.server.requests, from), kindOf).filter(
    ({ keepsLedger }) => keepsLedger,
  );
  expect(moments.length).toBeGreaterThan(10);
  for (const moment of moments) {
    const { server, keeping } = await prepare();
    const signal = killAt(server, moment);
    await run(server, [newGrade], keeping, signal).catch((error: unknown) => expect(error).toBe("killed"));
    await run(server, [newGrade], keeping);
    const at = kindOf(moment);
    expect(server.comments.length, at).toBe(3);
    const ofClip = server.previews.filter(({ original_name }) => original_name === "A001C001");
    expect(
      ofClip.map(({ revision, status }) => [revision, status]),
      at,
    ).toEqual([
      [1, "ready"],
      [2, "ready"],
    ]);
    expect(server.previews.length, at).toBe(5);
    expect(server.playlists[0]?.shots?.length, at).toBe(2);
  }
  if (isThorough)
    process.stdout.write(`kitsu, a new grade: killed at ${moments.length} moments, all whole\n`);
}, 600_000);
