import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { METADATA_PROPERTIES, type ClipMetadata } from "../../src/domain/metadata.ts";
import {
  type MetadataSource,
  mergeMetadata,
  sheetSource,
  SOURCE_KINDS,
} from "../../src/metadata/merge-metadata.ts";
import { rowOf } from "../support/metadata-sheet.ts";

const source = (
  kind: MetadataSource["kind"],
  metadata: ClipMetadata,
  label: string = kind,
): MetadataSource => ({
  kind,
  label,
  metadata,
});

describe("precedence", () => {
  test("is sheet, sidecar, file, name, in whatever order they come", () => {
    const sources = [
      source("sheet", { scene: "s" }),
      source("name", { scene: "n", take: "n", camera: "n", reelName: "n" }),
      source("file", { scene: "f", take: "f", camera: "f" }),
      source("sidecar", { scene: "c", take: "c" }),
    ];
    for (const order of [sources, sources.toReversed()]) {
      expect(mergeMetadata(order).metadata).toEqual({ scene: "s", take: "c", camera: "f", reelName: "n" });
    }
  });

  test("within a kind is the last one given", () => {
    const sources = [source("sheet", { scene: "1", take: "1" }), source("sheet", { scene: "2" })];
    expect(mergeMetadata(sources).metadata).toEqual({ scene: "2", take: "1" });
  });

  test("no and zero are values, empty text is none", () => {
    const sources = [
      source("file", { circled: true, rating: 3, scene: "1", asa: 800 }),
      source("sheet", { circled: false, rating: 0, scene: " ", asa: Number.NaN }),
    ];
    expect(mergeMetadata(sources).metadata).toEqual({ circled: false, rating: 0, scene: "1", asa: 800 });
  });
});

test("every value tells where it is from, down to the column", () => {
  const row = rowOf({ "File Name": "a.mov", "Tk #": "3" });
  const merged = mergeMetadata([source("file", { fps: 25 }, "a.mov"), sheetSource(row)]);
  expect([...merged.origins]).toEqual([
    ["fps", { kind: "file", label: "a.mov" }],
    ["take", { kind: "sheet", label: "day.csv:2", column: "Tk #" }],
  ]);
});

describe("conflicts", () => {
  test("name both sources", () => {
    const merged = mergeMetadata([
      source("sheet", { take: "3" }, "log.csv:2"),
      source("sheet", { take: "4" }, "log.ale:7"),
    ]);
    expect(merged.conflicts).toEqual([
      {
        property: "take",
        used: { value: "4", origin: { kind: "sheet", label: "log.ale:7" } },
        ignored: { value: "3", origin: { kind: "sheet", label: "log.csv:2" } },
      },
    ]);
  });

  test("are not other spellings of the same", () => {
    const merged = mergeMetadata([
      source("file", { fps: 23.976, timecode: "01:00:00;00", scene: "Ko\u0308ln" }),
      source("sheet", { fps: 23.98, timecode: "01;00;00;00", scene: "K\u00F6ln" }),
    ]);
    expect(merged.conflicts).toEqual([]);
  });
});

test("rows of a pull list, which all start elsewhere in the clip, do not say where it starts", () => {
  const pull = (timecode: string) => ({ ...source("sheet", { timecode, scene: "8" }), sheet: "/vfx.ale" });
  const file = source("file", { timecode: "17:40:00:00" });
  expect(mergeMetadata([file, pull("17:49:33:01"), pull("17:50:21:23")]).metadata).toEqual({
    timecode: "17:40:00:00",
    scene: "8",
  });
  expect(mergeMetadata([file, pull("17:49:33:01")]).metadata.timecode).toBe("17:49:33:01");
});

test("nothing ever blanks anything", () => {
  const value = {
    string: fc.constantFrom("", " ", "a", "b"),
    number: fc.constantFrom(Number.NaN, 0, 1),
    boolean: fc.boolean(),
  };
  const metadata = fc.record(
    Object.fromEntries(Object.entries(METADATA_PROPERTIES).map(([name, type]) => [name, value[type]])),
    { requiredKeys: [] },
  ) as fc.Arbitrary<ClipMetadata>;
  const sources = fc.array(
    fc.record({ kind: fc.constantFrom(...SOURCE_KINDS), label: fc.string(), metadata }),
  );
  fc.assert(
    fc.property(sources, (given) => {
      const merged = mergeMetadata(given);
      const isFilled = (one: unknown) =>
        typeof one === "boolean" ||
        (typeof one === "number" && !Number.isNaN(one)) ||
        (typeof one === "string" && one.trim() !== "");
      const known = new Set(
        given.flatMap((one) =>
          Object.entries(one.metadata).flatMap(([name, filled]) => (isFilled(filled) ? [name] : [])),
        ),
      );
      expect(new Set(Object.keys(merged.metadata))).toEqual(known);
      expect(new Set(merged.origins.keys())).toEqual(known);
      expect(Object.values(merged.metadata).every(isFilled)).toBe(true);
    }),
  );
});
