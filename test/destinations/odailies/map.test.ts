import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findSeenKeys,
  readClip,
  V1_KEYS,
  V1_ONLY_KEYS,
  V2_KEYS,
  type WireKeys,
  writeFields,
} from "../../../src/destinations/odailies/map.ts";
import {
  type ClipMetadata,
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
} from "../../../src/domain/metadata.ts";

const DOCUMENTED_V1 =
  "scene shot take description circled rating inPoint camera timecode fps date duration reelname whitepointkelvin whitepointccshift shutter filter ndfilter lens focallength focusdistance asa sensorFps fStop tStop filesize librarypath";
const DOCUMENTED_V2 =
  "scene shot take description circled rating inPoint camera timecode fps date duration reelName libraryPath";

const anyMetadata = fc.record(
  Object.fromEntries(
    METADATA_PROPERTY_NAMES.map((property) => {
      if (property === "date") return [property, fc.constant("20260422")];
      const type = METADATA_PROPERTIES[property];
      if (type === "boolean") return [property, fc.boolean()];
      const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
      return [property, type === "number" ? double : fc.string({ minLength: 1 })];
    }),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<ClipMetadata>;

describe("the allow-lists", () => {
  test("hold the documented keys and no others", () => {
    expect(Object.values(V1_KEYS).sort()).toEqual(DOCUMENTED_V1.split(" ").sort());
    expect(Object.values(V2_KEYS).sort()).toEqual(DOCUMENTED_V2.split(" ").sort());
    expect(Object.keys(V1_ONLY_KEYS)).toHaveLength(13);
  });

  test("split every property between v2 and v1, none twice", () => {
    const split = [...Object.keys(V2_KEYS), ...Object.keys(V1_ONLY_KEYS)];
    expect(split.sort()).toEqual([...METADATA_PROPERTY_NAMES].sort());
  });
});

describe("writeFields and readClip", () => {
  test("what v1 is sent comes back the same", () => {
    fc.assert(
      fc.property(anyMetadata, (metadata) => {
        const { fields, taken } = writeFields(metadata, V1_KEYS);
        expect(taken).toEqual(metadata);
        expect(readClip({ name: "A", fields }).metadata).toEqual(metadata);
      }),
    );
  });

  test("both versions together send every field once", () => {
    fc.assert(
      fc.property(anyMetadata, (metadata) => {
        const v2 = writeFields(metadata, V2_KEYS).taken;
        const v1 = writeFields(metadata, V1_ONLY_KEYS).taken;
        expect({ ...v2, ...v1 }).toEqual(metadata);
        expect(Object.keys(v2).length + Object.keys(v1).length).toBe(Object.keys(metadata).length);
      }),
    );
  });

  test.each([
    { scene: "" },
    { rating: Number.NaN },
    { fps: Number.POSITIVE_INFINITY },
    { date: "2026-04-22" },
    { date: "260422" },
    { scene: null },
    { take: 3 },
    { notAProperty: "x" },
  ])("%j is not sent", (metadata) => {
    expect(writeFields(metadata as ClipMetadata, V1_KEYS as WireKeys).fields).toEqual({});
  });

  test("false and zero are values", () => {
    const { fields } = writeFields({ circled: false, rating: 0 }, V2_KEYS);
    expect(fields).toEqual({ circled: false, rating: 0 });
    expect(readClip({ name: "A", fields }).metadata).toEqual({ circled: false, rating: 0 });
  });
});

describe("readClip", () => {
  test("leaves out what is not set and what is not known", () => {
    const fields = {
      scene: "",
      shot: null,
      take: undefined,
      rating: "high",
      circled: 1,
      fps: {},
      thumbnailUrl: "x",
    };
    expect(readClip({ name: "A", fields }).metadata).toEqual({});
  });

  test("reads keys in any case, and values that came as the other type", () => {
    const fields = {
      reelname: "A001",
      LibraryPath: "/x",
      whitePointKelvin: "5600",
      take: 3,
      circled: "true",
    };
    expect(readClip({ name: "A", fields }).metadata).toEqual({
      reelName: "A001",
      libraryPath: "/x",
      whitePointKelvin: 5600,
      take: "3",
      circled: true,
    });
  });
});

test("only the thirteen are looked for among v2's own keys", () => {
  const clips = [
    { name: "A", fields: { scene: "1", ndFilter: "0.6", status: "ok" } },
    { name: "B", fields: { focalLength: 35 } },
  ];
  expect(findSeenKeys(clips)).toEqual({ ndFilter: "ndFilter", focalLength: "focalLength" });
});
