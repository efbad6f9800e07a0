import { appendFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import { DESTINATION_KINDS } from "../../src/destinations/index.ts";
import { openKitsu } from "../../src/destinations/kitsu/open-kitsu.ts";
import { readKitsuSettings } from "../../src/destinations/kitsu/kitsu-settings.ts";
import { openMemory } from "../../src/destinations/memory.ts";
import { openOdailies } from "../../src/destinations/odailies/open-odailies.ts";
import type { RemoteClip } from "../../src/domain/delivery.ts";
import {
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
  type ClipMetadata,
} from "../../src/domain/metadata.ts";
import { never, QUICK_RETRY, rejection, testClient } from "../support/net-client.ts";
import { hashesOf } from "../support/net-hasher.ts";
import { startKitsuServer } from "../support/kitsu-server.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { PROJECT, startTestServer } from "../support/server-fixture.ts";
import { outgoingFile, testBytes, transfer } from "../support/net-outgoing-file.ts";

const odailies = (apiVersion: "auto" | "v1" | "v2") => async () => {
  const { api, project, token } = await startOdailiesServer();
  return openOdailies({
    api,
    project,
    token,
    apiVersion,
    http: testClient(),
    retry: { policy: QUICK_RETRY },
  });
};

/** The library on this machine is the embedded server, and no other speaks as it does. */
async function local(): Promise<Destination> {
  const { url: api, token } = await startTestServer();
  const place = { api, project: PROJECT, token, apiVersion: "auto", name: "local" } as const;
  return openOdailies({ ...place, http: testClient(), retry: { policy: QUICK_RETRY } });
}

const kitsu = (isOld: boolean) => async () => {
  const { url: api, project, botToken: token, switches } = await startKitsuServer();
  switches.isOld = isOld;
  const own = readKitsuSettings({});
  return openKitsu({
    ...{ api, project: project.name, token, own },
    http: testClient(),
    retry: { policy: QUICK_RETRY },
  });
};

/** Every destination starts without clips. `saysWhatIsMissing`: a patch of an unknown clip is refused by name. */
const DESTINATIONS: readonly {
  readonly title: string;
  readonly create: () => Promise<Destination>;
  readonly saysWhatIsMissing: boolean;
}[] = [
  { title: "memory", create: async () => openMemory(), saysWhatIsMissing: true },
  { title: "odailies, both versions", create: odailies("auto"), saysWhatIsMissing: true },
  { title: "odailies, v1", create: odailies("v1"), saysWhatIsMissing: false },
  { title: "odailies, v2", create: odailies("v2"), saysWhatIsMissing: true },
  { title: "local", create: local, saysWhatIsMissing: true },
  { title: "kitsu, today's server", create: kitsu(false), saysWhatIsMissing: true },
  { title: "kitsu, an older server", create: kitsu(true), saysWhatIsMissing: true },
];

const EVERYTHING = Object.fromEntries(
  METADATA_PROPERTY_NAMES.map((property) => {
    if (property === "date") return [property, "20260422"];
    const examples = { string: `größe ${property}`, number: 4.5, boolean: true };
    return [property, examples[METADATA_PROPERTIES[property]]];
  }),
) as ClipMetadata;

const OWN_FACTS = new Set(["fileSize", "duration"]);

/** Without what a system finds out of a file by itself. */
function told(clip: RemoteClip | undefined): ClipMetadata | undefined {
  if (!clip) return undefined;
  const entries = Object.entries(clip.metadata).filter(([property]) => !OWN_FACTS.has(property));
  return Object.fromEntries(entries);
}

test("every kind of destination keeps this contract", () => {
  const kept = new Set(DESTINATIONS.map(({ title }) => title.split(",")[0]));
  for (const { name } of DESTINATION_KINDS) expect(kept).toContain(name);
});

describe.each(DESTINATIONS)("$title", ({ create, saysWhatIsMissing }) => {
  async function openWith(...clipNames: readonly string[]) {
    const destination = await create();
    await destination.open(never);
    for (const clipName of clipNames) {
      await destination.send(await outgoingFile(testBytes(50), { clipName }), transfer());
    }
    return destination;
  }

  test("its id names a folder", async () => {
    expect((await create()).id).toMatch(/^[A-Za-z0-9_.-]+$/);
  });

  test("is empty at first", async () => {
    expect((await (await openWith()).list(never)).size).toBe(0);
  });

  test("a sent file is proved by its key, length and digests", async () => {
    const destination = await openWith();
    const bytes = testBytes(1_500_000);
    const file = await outgoingFile(bytes, { clipName: "Größe 1" });
    const steps: number[] = [];
    const receipt = await destination.send(file, transfer({ onProgress: (done) => steps.push(done) }));
    expect(receipt).toMatchObject({
      role: "graded",
      bytes: bytes.length,
      ...hashesOf(bytes),
      action: "encode",
    });
    expect(receipt.key).toBe(destination.keyOf(file));
    expect(Date.parse(receipt.sentAt)).not.toBeNaN();
    expect(steps.at(-1)).toBe(bytes.length);
  });

  test("the graded file makes the clip; the others do not", async () => {
    const destination = await openWith();
    for (const role of ["log", "thumbnail", "graded"] as const) {
      const isThere = role === "graded";
      await destination.send(await outgoingFile(testBytes(10), { role, clipName: "A001C001" }), transfer());
      expect([...(await destination.list(never)).keys()]).toEqual(isThere ? ["A001C001"] : []);
    }
  });

  test("every role has its own key, and so has every clip", async () => {
    const destination = await openWith();
    const keys = (["graded", "log", "thumbnail", "ale"] as const).flatMap((role) =>
      ["A", "B"].map((clipName) => destination.keyOf({ role, clipName })),
    );
    expect(new Set(keys).size).toBe(8);
  });

  test("sending twice keeps the clip and its metadata", async () => {
    const destination = await openWith("A");
    await destination.patch([{ name: "A", metadata: { scene: "1" } }], never);
    await destination.send(await outgoingFile(testBytes(60), { clipName: "A" }), transfer());
    expect(told((await destination.list(never)).get("A"))).toEqual({ scene: "1" });
  });

  test("what is patched is listed, or reported as unsupported", async () => {
    const destination = await openWith("A", "B");
    const { patched, refused, unsupported } = await destination.patch(
      [{ name: "A", metadata: EVERYTHING }],
      never,
    );
    expect(refused).toEqual([]);
    const listed = (await destination.list(never)).get("A")?.metadata;
    expect(listed).toEqual(patched.get("A"));
    const left = unsupported.get("A") ?? [];
    expect([...Object.keys(listed ?? {}), ...left].sort()).toEqual([...METADATA_PROPERTY_NAMES].sort());
    expect(told((await destination.list(never)).get("B"))).toEqual({});
  });

  test("a patch changes nothing but its fields", async () => {
    const destination = await openWith("A");
    await destination.patch([{ name: "A", metadata: { scene: "1", take: "2" } }], never);
    await destination.patch([{ name: "A", metadata: { take: "3" } }], never);
    expect(told((await destination.list(never)).get("A"))).toEqual({ scene: "1", take: "3" });
  });

  test("where it can blank a field, it is not set afterwards, and the others stay", async () => {
    const destination = await openWith("A");
    if (!destination.takes.blanks) return;
    await destination.patch([{ name: "A", metadata: { scene: "1", take: "2", circled: true } }], never);
    await destination.patch([{ name: "A", metadata: { take: "3" }, blank: ["scene"] }], never);
    expect(told((await destination.list(never)).get("A"))).toEqual({ take: "3", circled: true });
  });

  test("every clip of a batch gets its own values, once each", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `A001C${i}`);
    const destination = await openWith(...names);
    const patches = [...names, ...names].map((name, i) => ({ name, metadata: { scene: `${name}-${i}` } }));
    const { patched } = await destination.patch(patches, never);
    expect([...patched.keys()]).toEqual(names);
    const listed = await destination.list(never);
    expect(names.map((name) => listed.get(name)?.metadata.scene)).toEqual(
      names.map((name, i) => `${name}-${i + 12}`),
    );
  });

  test.runIf(saysWhatIsMissing)(
    "a clip that is not there is refused by name and costs no other",
    async () => {
      const destination = await openWith("A");
      const metadata = { scene: "1" };
      const { patched, refused } = await destination.patch(
        [
          { name: "GONE", metadata },
          { name: "A", metadata },
        ],
        never,
      );
      expect(refused.map(({ name }) => name)).toEqual(["GONE"]);
      expect([...patched.keys()]).toEqual(["A"]);
      expect([...(await destination.list(never)).keys()]).toEqual(["A"]);
    },
  );

  test("no patches are no trouble", async () => {
    const report = await (await openWith()).patch([], never);
    expect(report).toEqual({ patched: new Map(), refused: [], unsupported: new Map() });
  });

  test("a file that changed since it was checked is not delivered", async () => {
    const destination = await openWith();
    const file = await outgoingFile(testBytes(50));
    await appendFile(file.path, "x");
    expect(await rejection(destination.send(file, transfer()))).toMatchObject({ code: "card_changed" });
    expect((await destination.list(never)).size).toBe(0);
  });

  test("an aborted signal stops every method with its reason", async () => {
    const destination = await openWith("A");
    const signal = AbortSignal.abort("stop");
    const file = await outgoingFile(testBytes(50));
    expect(await rejection(destination.open(signal))).toBe("stop");
    expect(await rejection(destination.list(signal))).toBe("stop");
    expect(await rejection(destination.send(file, transfer({ signal })))).toBe("stop");
    expect(await rejection(destination.patch([{ name: "A", metadata: { scene: "1" } }], signal))).toBe(
      "stop",
    );
  });

  test("several calls at once do not get into each other's way", async () => {
    const destination = await openWith();
    const names = ["A", "B", "C", "D"];
    const files = await Promise.all(
      names.map((clipName, i) => outgoingFile(testBytes(1000 + i), { clipName })),
    );
    const receipts = await Promise.all(files.map((file) => destination.send(file, transfer())));
    expect(receipts.map(({ bytes }) => bytes)).toEqual([1000, 1001, 1002, 1003]);
    expect([...(await destination.list(never)).keys()].sort()).toEqual(names);
    await destination.close();
  });
});
