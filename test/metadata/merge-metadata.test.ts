import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  METADATA_PROPERTIES,
  type ClipMetadata,
  type MetadataProperty,
  PEOPLES_PROPERTIES,
} from "../../src/domain/metadata.ts";
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
    const sources = [source("sheet", { scene: "1", take: "1" }), source("sheet", { scene: "1", take: "2" })];
    expect(mergeMetadata(sources).metadata).toEqual({ scene: "1", take: "2" });
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
  const merged = mergeMetadata([
    source("file", { fps: 25 }, "a.mov"),
    sheetSource({ ...row, foundBy: "name" }),
  ]);
  expect([...merged.origins]).toEqual([
    ["fps", { kind: "file", label: "a.mov" }],
    ["take", { kind: "sheet", label: "day.csv:2", column: "Tk #", sheet: row.sheet }],
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

describe("rows of several sheets", () => {
  const merged = (...sources: MetadataSource[]) => mergeMetadata(sources).metadata;

  test("tell no take together that stands in none of them", () => {
    const older = source("sheet", {
      scene: "22",
      shot: "4",
      take: "1",
      circled: true,
      rating: 3,
      description: "Wide",
    });
    expect(merged(older, source("sheet", { scene: "22", shot: "4", take: "2" }))).toEqual({
      scene: "22",
      shot: "4",
      take: "2",
    });
    expect(merged(older, source("sheet", { scene: "23" }))).toEqual({ scene: "23" });
  });

  test("keep what they say of the lens, whatever the take is", () => {
    const camera = source("sheet", { take: "1", lens: "S4", circled: true });
    expect(merged(camera, source("sheet", { take: "2", asa: 800 }))).toEqual({
      take: "2",
      lens: "S4",
      asa: 800,
    });
  });

  test("add to each other where their slates do not differ", () => {
    expect(
      merged(source("sheet", { take: "003", circled: true }), source("sheet", { scene: "22", take: "3" })),
    ).toEqual({ scene: "22", take: "3", circled: true });
  });

  test("of an older version of a list count for nothing", () => {
    const version = (metadata: ClipMetadata) => ({
      ...source("sheet", metadata),
      form: "name scene take lens",
    });
    expect(merged(version({ scene: "22", lens: "S4" }), version({ scene: "22", take: "1" }))).toEqual({
      scene: "22",
      take: "1",
    });
  });

  test("that circle other takes say no to this one, unless another list says yes", () => {
    const uncircled = (form: string) => ({ ...source("sheet", { take: "1" }), isUncircled: true, form });
    const circled = (form: string) => ({ ...source("sheet", { take: "1", circled: true }), form });
    expect(merged(uncircled("a"))).toEqual({ take: "1", circled: false });
    expect(merged(circled("a"), uncircled("a")).circled).toBe(false);
    expect(merged(circled("b"), uncircled("a")).circled).toBe(true);
    expect(merged(uncircled("a"), circled("b")).circled).toBe(true);
  });
});

describe("facts of the file", () => {
  const file = source("file", { timecode: "10:14:20:00", fps: 25, duration: 20, reelName: "A120" });
  const other = { timecode: "10:14:25:00", fps: 24, duration: 3, reelName: "B001" };

  test("are never those of a sheet, but are filled in by it", () => {
    expect(mergeMetadata([file, source("sheet", other)]).metadata).toEqual({
      ...file.metadata,
      reelName: "B001",
    });
    expect(mergeMetadata([source("sheet", other)]).metadata).toEqual(other);
  });

  test("are not even the reel where the row was found by its time alone", () => {
    const byTime = { ...source("sheet", { ...other, scene: "27" }), isFoundByTime: true };
    expect(mergeMetadata([file, byTime]).metadata).toEqual({ ...file.metadata, scene: "27" });
  });

  test("that differ are told, but for a time that was logged while the clip ran", () => {
    const told = (more: Partial<MetadataSource>) =>
      mergeMetadata([file, { ...source("sheet", { timecode: "10:14:25:00" }), ...more }]).conflicts.filter(
        ({ ignored }) => ignored.isMoment !== true,
      );
    expect(told({})).toMatchObject([{ property: "timecode", used: { value: "10:14:20:00" } }]);
    expect(told({ isFoundByTime: true })).toEqual([]);
  });

  test.each([
    ["drop-frame marks at 25", { timecode: "10:00:00:00", fps: 25 }, "10:00:00;00"],
    ["colons for a drop-frame file", { timecode: "10:00:00;00", fps: 29.97 }, "10:00:00:00"],
  ])("keep their spelling against %s, which is not a difference", (_, metadata, timecode) => {
    const merged = mergeMetadata([source("file", metadata), source("sheet", { timecode })]);
    expect(merged).toMatchObject({ metadata, conflicts: [] });
  });

  test("have no drop-frame label at a rate without one, whoever wrote it", () => {
    expect(merged25("10:00:00;00")).toBe("10:00:00:00");
    expect(mergeMetadata([source("sheet", { timecode: "10:00:00;00", fps: 29.97 })]).metadata.timecode).toBe(
      "10:00:00;00",
    );
  });
});

const merged25 = (timecode: string) =>
  mergeMetadata([source("file", { fps: 25 }), source("sheet", { timecode })]).metadata.timecode;

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
      // What is said of another take than the one that counts is no value of this clip's.
      const ofTheClip = (names: Iterable<string>) =>
        new Set([...names].filter((name) => !PEOPLES_PROPERTIES.includes(name as MetadataProperty)));
      expect(ofTheClip(Object.keys(merged.metadata))).toEqual(ofTheClip(known));
      expect([...known]).toEqual(expect.arrayContaining(Object.keys(merged.metadata)));
      expect([...merged.origins.keys()]).toEqual(Object.keys(merged.metadata));
      expect(Object.values(merged.metadata).every(isFilled)).toBe(true);
    }),
  );
});
