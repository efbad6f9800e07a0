import { expect, test } from "vitest";
import { openMemory } from "../../../src/destinations/memory.ts";
import type { FoundClip } from "../../../src/domain/clip.ts";
import type { ClipMetadata } from "../../../src/domain/metadata.ts";
import { createAnnotator } from "../../../src/annotate/annotator.ts";
import { createSuggestions } from "../../../src/annotate/sheets/suggestions.ts";
import { metadataOut } from "../../support/metadata-out.ts";

const SIGNAL = new AbortController().signal;
const card = { root: "/card", name: "card" };
const clip = (name: string): FoundClip => ({
  name,
  card,
  layout: "flat",
  roll: undefined,
  camera: undefined,
  date: undefined,
  sidecars: [],
});

async function setUp(
  clips: Record<string, ClipMetadata>,
  options: { refuses?: string; unsure?: string } = {},
) {
  const remote = Object.entries(clips).map(([name, metadata]) => ({ name, metadata }));
  const memory = openMemory({ clips: remote });
  const destination: typeof memory = {
    ...memory,
    patch: async (patches, signal) => {
      const refused = patches.filter(({ name }) => name === options.refuses);
      const report = await memory.patch(
        patches.filter((patch) => !refused.includes(patch)),
        signal,
      );
      return { ...report, refused: refused.map(({ name }) => ({ name, message: "no" })) };
    },
  };
  const { out, listing, records, events } = await metadataOut(destination, SIGNAL);
  const onConflict = "overwrite";
  const annotator = createAnnotator({ destination, listing, records, out, onConflict, everyMs: 60_000 });
  const suggestions = createSuggestions(
    { notePicture: () => ({}), isSure: (name) => name !== options.unsure },
    annotator,
    out.emit,
  );
  const sent = (desired: ClipMetadata) =>
    Promise.resolve({ desired, annotation: { sent: desired, kept: [], unsupported: [] } });
  const there = async (name: string) => (await memory.list(SIGNAL)).get(name)?.metadata;
  return { suggestions, sent, there, records, append: out.append, events };
}

const RECORDING = { scene: "22A", take: "3" };

test("what nobody has said is sent, and remembered as ours", async () => {
  const { suggestions, sent, there, records } = await setUp({ A: { fps: 25 } });
  const adding = suggestions.add(clip("A"), RECORDING, sent({ fps: 25 }));
  await suggestions.finish();
  expect((await adding).sent).toEqual({ fps: 25, ...RECORDING });
  expect(await there("A")).toEqual({ fps: 25, ...RECORDING });
  expect(records.annotated("A", {})).toEqual(RECORDING);
});

test("a value at the destination stays, even ours and even with overwrite", async () => {
  const { suggestions, sent, there, append } = await setUp({ A: { scene: "22" }, B: { take: "4" } });
  append([{ type: "annotated", destination: "memory", clip: "A", metadata: { scene: "22" } }]);
  const adding = [
    suggestions.add(clip("A"), RECORDING, sent({})),
    suggestions.add(clip("B"), RECORDING, sent({})),
  ];
  await suggestions.finish();
  await Promise.all(adding);
  expect(await there("A")).toEqual({ scene: "22", take: "3" });
  expect(await there("B")).toEqual({ take: "4" });
});

test("a sheet's value stays, although the destination does not show it yet", async () => {
  const { suggestions, sent, there } = await setUp({ A: {} });
  const adding = suggestions.add(clip("A"), RECORDING, sent({ scene: "22" }));
  await suggestions.finish();
  await adding;
  expect(await there("A")).toEqual({ take: "3" });
});

test("a clip for which nothing is to be added does not wait for the others", async () => {
  const { suggestions, sent } = await setUp({ A: {} });
  const desired = { scene: "22", take: "3" };
  expect((await suggestions.add(clip("A"), RECORDING, sent(desired))).sent).toEqual(desired);
  expect((await suggestions.add(clip("A"), {}, sent({}))).sent).toEqual({});
});

test("what turned out not to be sure is not sent", async () => {
  const { suggestions, sent, there } = await setUp({ A: {} }, { unsure: "A" });
  const adding = suggestions.add(clip("A"), RECORDING, sent({}));
  await suggestions.finish();
  expect((await adding).sent).toEqual({});
  expect(await there("A")).toEqual({});
});

test("a refused suggestion costs the clip nothing", async () => {
  const { suggestions, sent, events } = await setUp({ A: {} }, { refuses: "A" });
  const adding = suggestions.add(clip("A"), RECORDING, sent({ fps: 25 }));
  await suggestions.finish();
  expect(await adding).toEqual({ sent: { fps: 25 }, kept: [], unsupported: [] });
  expect(events).toMatchObject([{ type: "warning", code: "suggestion_refused", clip: "A" }]);
});

test("a clip that failed before is left as it failed", async () => {
  const { suggestions } = await setUp({ A: {} });
  const failing = Promise.reject(new Error("gone"));
  const adding = suggestions.add(clip("A"), RECORDING, failing);
  await Promise.all([expect(adding).rejects.toThrow("gone"), suggestions.finish()]);
});
