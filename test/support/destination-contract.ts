// What every destination promises, as checks that a test runs over real ones, and over broken ones to be seen to fail.
import { appendFile } from "node:fs/promises";
import { expect } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import type { RemoteClip } from "../../src/domain/delivery.ts";
import {
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
  type ClipMetadata,
  type MetadataProperty,
} from "../../src/domain/metadata.ts";
import { never, rejection } from "./net-client.ts";
import { hashesOf } from "./net-hasher.ts";
import { outgoingFile, testBytes, transfer } from "./net-outgoing-file.ts";

export interface ContractSubject {
  /** A destination without clips; each call gives a new one. */
  readonly create: () => Promise<Destination>;
  /** A patch of an unknown clip is refused by name. */
  readonly saysWhatIsMissing: boolean;
  /** A file of a clip that is not there yet has no place. */
  readonly awaitsGraded?: true;
}

/** Rejects where the promise is broken. */
type Check = (subject: ContractSubject) => Promise<void>;

const EVERYTHING = Object.fromEntries(
  METADATA_PROPERTY_NAMES.map((property) => {
    if (property === "date") return [property, "20260422"];
    const examples = { string: `größe ${property}`, number: 4.5, boolean: true };
    return [property, examples[METADATA_PROPERTIES[property]]];
  }),
) as ClipMetadata;

const OWN_FACTS = new Set(["fileSize", "duration"]);

function keepProperties(metadata: ClipMetadata, isKept: (property: MetadataProperty) => boolean) {
  const entries = Object.entries(metadata).filter(([property]) => isKept(property as MetadataProperty));
  return Object.fromEntries(entries) as ClipMetadata;
}

/** Without what a system finds out of a file by itself. */
function told(clip: RemoteClip | undefined): ClipMetadata | undefined {
  return clip && keepProperties(clip.metadata, (property) => !OWN_FACTS.has(property));
}

/** What a destination has a place for, of what it is told. */
function taken({ takes: { fields } }: Destination, metadata: ClipMetadata): ClipMetadata {
  return keepProperties(metadata, (property) => fields === "all" || fields.includes(property));
}

async function openWith({ create }: ContractSubject, ...clipNames: readonly string[]): Promise<Destination> {
  const destination = await create();
  await destination.open(never);
  for (const clipName of clipNames) {
    await destination.send(await outgoingFile(testBytes(50), { clipName }), transfer());
  }
  return destination;
}

const listNames = async (destination: Destination) => [...(await destination.list(never)).keys()];

/** By what is promised, in words. */
export const DESTINATION_CONTRACT: Readonly<Record<string, Check>> = {
  "its id names a folder": async ({ create }) => {
    expect((await create()).id).toMatch(/^[A-Za-z0-9_.-]+$/);
  },

  "is empty at first": async (subject) => {
    expect((await (await openWith(subject)).list(never)).size).toBe(0);
  },

  "a sent file is proved by its key, length and digests": async (subject) => {
    const destination = await openWith(subject);
    const bytes = testBytes(1_500_000);
    const file = await outgoingFile(bytes, { clipName: "Größe 1" });
    const steps: number[] = [];
    const receipt = await destination.send(file, transfer({ onProgress: (done) => steps.push(done) }));
    const proof = { role: "graded", bytes: bytes.length, ...hashesOf(bytes), action: "encode" };
    expect(receipt).toMatchObject(proof);
    expect(receipt.key).toBe(destination.keyOf(file));
    expect(Date.parse(receipt.sentAt)).not.toBeNaN();
    expect(steps.at(-1)).toBe(bytes.length);
  },

  "the graded file makes the clip; the others do not": async (subject) => {
    const destination = await openWith(subject);
    for (const role of ["log", "thumbnail", "graded"] as const) {
      const isThere = role === "graded";
      const file = await outgoingFile(testBytes(10), { role, clipName: "A001C001" });
      const sending = destination.send(file, transfer());
      if (subject.awaitsGraded && !isThere)
        expect(await rejection(sending)).toMatchObject({ code: "graded_missing" });
      else await sending;
      expect(await listNames(destination)).toEqual(isThere ? ["A001C001"] : []);
    }
  },

  "a clip is listed as it was spelled, by opening too": async (subject) => {
    const names = ["A001c001", "B001C001"];
    const destination = await openWith(subject, ...names);
    expect((await listNames(destination)).toSorted()).toEqual(names);
    const opened = await destination.open(never);
    expect([...opened.keys()].toSorted()).toEqual(names);
    for (const [name, clip] of opened) expect(clip.name).toBe(name);
  },

  "where it can be asked for one clip, it answers as its list does": async (subject) => {
    const destination = await openWith(subject, "A");
    if (!destination.get) return;
    await destination.patch([{ name: "A", metadata: { scene: "1" } }], never);
    const listed = (await destination.list(never)).get("A");
    // One clip may be shown with fewer of its properties.
    const one = await destination.get("A", never);
    if (one) expect(listed).toMatchObject(one);
    expect(await destination.get("B", never)).toBeUndefined();
  },

  "every role has its own key, and so has every clip": async (subject) => {
    const destination = await openWith(subject);
    const keys = (["graded", "log", "thumbnail", "ale"] as const).flatMap((role) =>
      ["A", "B"].map((clipName) => destination.keyOf({ role, clipName })),
    );
    expect(new Set(keys).size).toBe(8);
  },

  "sending twice keeps the clip and its metadata": async (subject) => {
    const destination = await openWith(subject, "A");
    await destination.patch([{ name: "A", metadata: { scene: "1" } }], never);
    await destination.send(await outgoingFile(testBytes(60), { clipName: "A" }), transfer());
    expect(told((await destination.list(never)).get("A"))).toEqual(taken(destination, { scene: "1" }));
  },

  "what is patched is listed, or reported as unsupported": async (subject) => {
    const destination = await openWith(subject, "A", "B");
    const patches = [{ name: "A", metadata: EVERYTHING }];
    const { patched, refused, unsupported } = await destination.patch(patches, never);
    expect(refused).toEqual([]);
    const listed = taken(destination, (await destination.list(never)).get("A")?.metadata ?? {});
    expect(listed).toEqual(patched.get("A"));
    const left = unsupported.get("A") ?? [];
    expect([...Object.keys(listed), ...left].sort()).toEqual([...METADATA_PROPERTY_NAMES].sort());
    expect(told((await destination.list(never)).get("B"))).toEqual({});
  },

  "a patch changes nothing but its fields": async (subject) => {
    const destination = await openWith(subject, "A");
    await destination.patch([{ name: "A", metadata: { scene: "1", take: "2" } }], never);
    await destination.patch([{ name: "A", metadata: { take: "3" } }], never);
    const expected = taken(destination, { scene: "1", take: "3" });
    expect(told((await destination.list(never)).get("A"))).toEqual(expected);
  },

  "where it can blank a field, it is not set afterwards, and the others stay": async (subject) => {
    const destination = await openWith(subject, "A");
    if (!destination.takes.blanks) return;
    await destination.patch([{ name: "A", metadata: { scene: "1", take: "2", circled: true } }], never);
    await destination.patch([{ name: "A", metadata: { take: "3" }, blank: ["scene"] }], never);
    const expected = taken(destination, { take: "3", circled: true });
    expect(told((await destination.list(never)).get("A"))).toEqual(expected);
  },

  "every clip of a batch gets its own values, once each": async (subject) => {
    const names = Array.from({ length: 12 }, (_, i) => `A001C${i}`);
    const destination = await openWith(subject, ...names);
    const patches = [...names, ...names].map((name, i) => ({ name, metadata: { scene: `${name}-${i}` } }));
    const { patched } = await destination.patch(patches, never);
    expect([...patched.keys()]).toEqual(names);
    const listed = await destination.list(never);
    expect(names.map((name) => listed.get(name)?.metadata.scene)).toEqual(
      names.map((name, i) => taken(destination, { scene: `${name}-${i + 12}` }).scene),
    );
  },

  "a clip that is not there costs no other its values, and is refused by name where that is known": async (
    subject,
  ) => {
    const destination = await openWith(subject, "A");
    const patches = ["GONE", "A"].map((name) => ({ name, metadata: { scene: "1" } }));
    const { patched, refused } = await destination.patch(patches, never);
    expect(told((await destination.list(never)).get("A"))).toEqual(taken(destination, { scene: "1" }));
    expect(await listNames(destination)).toEqual(["A"]);
    if (!subject.saysWhatIsMissing) return;
    expect(refused.map(({ name }) => name)).toEqual(["GONE"]);
    expect([...patched.keys()]).toEqual(["A"]);
  },

  "no patches are no trouble": async (subject) => {
    const report = await (await openWith(subject)).patch([], never);
    expect(report).toEqual({ patched: new Map(), refused: [], unsupported: new Map() });
  },

  "a file that changed since it was checked is not delivered": async (subject) => {
    const destination = await openWith(subject);
    const file = await outgoingFile(testBytes(50));
    await appendFile(file.path, "x");
    expect(await rejection(destination.send(file, transfer()))).toMatchObject({ code: "card_changed" });
    expect((await destination.list(never)).size).toBe(0);
  },

  "an aborted signal stops every method with its reason": async (subject) => {
    const destination = await openWith(subject, "A");
    const signal = AbortSignal.abort("stop");
    const file = await outgoingFile(testBytes(50));
    expect(await rejection(destination.open(signal))).toBe("stop");
    expect(await rejection(destination.list(signal))).toBe("stop");
    expect(await rejection(destination.send(file, transfer({ signal })))).toBe("stop");
    const patches = [{ name: "A", metadata: { scene: "1" } }];
    expect(await rejection(destination.patch(patches, signal))).toBe("stop");
  },

  "a sending that is aborted in the middle stops with the reason, and can be done again": async (subject) => {
    const destination = await openWith(subject);
    const stopping = new AbortController();
    const file = await outgoingFile(testBytes(1_500_000), { clipName: "A" });
    const cut = transfer({ signal: stopping.signal, onProgress: () => stopping.abort("stop") });
    expect(await rejection(destination.send(file, cut))).toBe("stop");
    expect((await destination.send(file, transfer())).bytes).toBe(1_500_000);
    expect(await listNames(destination)).toEqual(["A"]);
  },

  "several calls at once do not get into each other's way": async (subject) => {
    const destination = await openWith(subject);
    const names = ["A", "B", "C", "D"];
    const files = await Promise.all(
      names.map((clipName, i) => outgoingFile(testBytes(1000 + i), { clipName })),
    );
    const receipts = await Promise.all(files.map((file) => destination.send(file, transfer())));
    expect(receipts.map(({ bytes }) => bytes)).toEqual([1000, 1001, 1002, 1003]);
    expect((await listNames(destination)).sort()).toEqual(names);
    await destination.close();
  },
};
