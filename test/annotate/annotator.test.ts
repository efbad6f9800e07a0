import { expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import type { Takes } from "../../src/destinations/destination.ts";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import { createAnnotator } from "../../src/annotate/annotator.ts";
import { transfer } from "../support/net-outgoing-file.ts";
import { metadataOut } from "../support/metadata-out.ts";

const SIGNAL = new AbortController().signal;

async function setUp(
  clips: Record<string, ClipMetadata>,
  options: { listedWithinMs?: number; onConflict?: "keep" | "overwrite" } = {},
  takes: Partial<Takes> = {},
) {
  const remote = Object.entries(clips).map(([name, metadata]) => ({ name, metadata }));
  const memory = openMemory({ clips: remote });
  const calls = { list: 0, patch: 0 };
  const destination: typeof memory = {
    ...memory,
    takes: { ...memory.takes, ...takes },
    list: (signal) => ((calls.list += 1), memory.list(signal)),
    patch: (patches, signal) => ((calls.patch += 1), memory.patch(patches, signal)),
  };
  const { out, listing, records, appended, events } = await metadataOut(destination, SIGNAL);
  const onConflict = "keep";
  const annotator = createAnnotator({
    ...{ destination, listing, records, out, onConflict, everyMs: 60_000 },
    ...options,
  });
  const annotate = (name: string, desired: ClipMetadata, lastSent: ClipMetadata = {}, decided?: string) => {
    if (Object.keys(lastSent).length > 0) {
      const record = { type: "annotated", destination: "memory", clip: name, metadata: lastSent } as const;
      out.append([decided === undefined ? record : { ...record, decided }]);
    }
    const isNew = !(name in clips);
    return annotator.annotate({ name, roll: undefined, desired, decidedOf: () => undefined, isNew });
  };
  return { annotator, annotate, records, appended, calls, destination, events };
}

test("clips that wait go in one listing and one request, and only what changes is sent", async () => {
  const { annotator, annotate, appended, calls, destination } = await setUp({
    A: { scene: "22", fps: 25 },
    B: {},
  });
  const a = annotate("A", { scene: "22", take: "1", fps: 25 });
  const b = annotate("B", { scene: "23" });
  await annotator.finish();
  expect((await a).sent).toEqual({ take: "1" });
  expect((await b).sent).toEqual({ scene: "23" });
  expect(calls).toEqual({ list: 1, patch: 1 });
  const toMemory = { destination: "memory" } as const;
  expect(appended).toEqual([
    { type: "annotating", ...toMemory, clip: "A", metadata: { take: "1" } },
    { type: "annotating", ...toMemory, clip: "B", metadata: { scene: "23" } },
    { type: "annotated", ...toMemory, clip: "A", metadata: { take: "1" } },
    { type: "annotated", ...toMemory, clip: "B", metadata: { scene: "23" } },
  ]);
  expect((await destination.list(SIGNAL)).get("A")?.metadata).toEqual({ scene: "22", take: "1", fps: 25 });
});

test("a field that the destination does not take is neither sent nor missed", async () => {
  const { annotator, annotate, appended } = await setUp({ A: {} }, {}, { fields: ["scene"] });
  const a = annotate("A", { scene: "22", lens: "32" });
  await annotator.finish();
  expect(await a).toEqual({ sent: { scene: "22" }, kept: [], unsupported: [] });
  expect(appended).toEqual(
    ["annotating", "annotated"].map((type) => expect.objectContaining({ type, metadata: { scene: "22" } })),
  );
});

test("a value that a person entered stays, one that we sent ourselves is replaced", async () => {
  const { annotator, annotate } = await setUp({ A: { scene: "22A" }, B: { scene: "22A" } });
  const person = annotate("A", { scene: "22B" });
  const ours = annotate("B", { scene: "22B" }, { scene: "22A" });
  await annotator.finish();
  expect(await person).toMatchObject({ sent: {}, kept: [{ property: "scene", ours: "22B", theirs: "22A" }] });
  expect((await ours).sent).toEqual({ scene: "22B" });
});

test("nothing to say means no request at all", async () => {
  const { annotator, annotate, calls } = await setUp({ A: {} });
  expect(await annotate("A", {})).toMatchObject({ sent: {} });
  await annotator.finish();
  expect(calls).toEqual({ list: 0, patch: 0 });
});

test("a clip that does not show within its time is named, and the others have their values", async () => {
  const { annotator, annotate } = await setUp({ A: {} }, { listedWithinMs: 10 });
  const late = annotate("LATE", { scene: "1" });
  const there = annotate("A", { scene: "2" });
  await annotator.finish();
  expect((await there).sent).toEqual({ scene: "2" });
  expect((await late).error).toMatchObject({ code: "clip_not_listed" });
});

test("a clip that shows a little later gets its values", async () => {
  const { annotator, annotate, destination } = await setUp({}, { listedWithinMs: 30_000 });
  const late = annotate("LATE", { scene: "1" });
  const finished = annotator.finish();
  const file = {
    role: "graded",
    clipName: "LATE",
    path: import.meta.filename,
    action: "passthrough",
  } as const;
  const { size, mtimeMs } = await import("node:fs/promises").then(({ stat }) => stat(import.meta.filename));
  await destination.send({ ...file, sizeBytes: size, mtimeMs }, transfer());
  await finished;
  expect((await late).sent).toEqual({ scene: "1" });
});
