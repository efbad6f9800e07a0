import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClipMetadata, METADATA_PROPERTIES, PEOPLES_PROPERTIES } from "../../src/domain/metadata.ts";
import { diffMetadata, type MetadataDiffRequest } from "../../src/metadata/diff-metadata.ts";

const diff = (desired: ClipMetadata, remote: ClipMetadata, more: Partial<MetadataDiffRequest> = {}) =>
  diffMetadata({ desired, remote, onConflict: "keep", ...more });

describe("the patch", () => {
  test("holds what is new and what changes, nothing else", () => {
    const desired = { scene: "1", asa: 800, lens: "S4", fps: 25 };
    expect(diff(desired, { asa: 400, lens: "S4", tStop: 2 })).toEqual({
      patch: { scene: "1", asa: 800, fps: 25 },
      kept: [],
    });
  });

  test.each<[string, ClipMetadata, ClipMetadata]>([
    ["a rounded frame rate", { fps: 23.976 }, { fps: 23.98 }],
    ["a rounded sensor rate", { sensorFps: 119.88 }, { sensorFps: 119.88012 }],
    ["a rounded number", { shutter: 179.82 }, { shutter: 179.8200000001 }],
    ["another timecode spelling", { timecode: "01:00:00;00" }, { timecode: "01:00:00.00" }],
    ["another date spelling", { date: "20240426" }, { date: "2024-04-26" }],
    ["decomposed umlauts", { scene: "K\u00F6ln" }, { scene: "Ko\u0308ln" }],
    ["spaces around text", { lens: "S4" }, { lens: "S4 " }],
  ])("is empty for %s", (_, desired, remote) => {
    expect(diff(desired, remote)).toEqual({ patch: {}, kept: [] });
  });

  test.each<[string, ClipMetadata, ClipMetadata]>([
    ["23.976 and 24", { fps: 24 }, { fps: 23.976 }],
    ["29.97 and 30", { fps: 29.97 }, { fps: 30 }],
    ["drop-frame and non-drop", { timecode: "01:00:00;00" }, { timecode: "01:00:00:00" }],
    ["5600 and 5601", { whitePointKelvin: 5601 }, { whitePointKelvin: 5600 }],
    ["a lens in another case", { lens: "S4" }, { lens: "s4" }],
    ["zero and nothing", { whitePointCcShift: 0 }, {}],
  ])("is there for %s", (_, desired, remote) => {
    expect(diff(desired, remote).patch).toEqual(desired);
  });
});

describe("what a person entered on the service", () => {
  test("stays, and is told with ours", () => {
    expect(diff({ take: "3", circled: false }, { take: "4", circled: true })).toEqual({
      patch: {},
      kept: [
        { property: "take", ours: "3", theirs: "4" },
        { property: "circled", ours: false, theirs: true },
      ],
    });
  });

  test("goes where it was asked for", () => {
    expect(diff({ take: "3" }, { take: "4" }, { onConflict: "overwrite" })).toEqual({
      patch: { take: "3" },
      kept: [],
    });
  });

  test("is not what we sent ourselves", () => {
    expect(diff({ take: "3" }, { take: "4" }, { lastSent: { take: "4" } }).patch).toEqual({ take: "3" });
    expect(diff({ take: "3" }, { take: "5" }, { lastSent: { take: "4" } }).kept).toHaveLength(1);
  });

  test("is not what a service shows of a new clip", () => {
    const fresh = { circled: false, rating: 0, description: "" };
    const ours = { circled: true, rating: 3, description: "Wide" };
    expect(diff(ours, fresh)).toEqual({ patch: ours, kept: [] });
    expect(diff({ circled: false, rating: 0 }, fresh)).toEqual({ patch: {}, kept: [] });
    expect(diff({ circled: false, rating: 0 }, {})).toEqual({ patch: {}, kept: [] });
  });

  test("may be that it is no more what we sent, as long as it is the same clip", () => {
    const lastSent = { scene: "22", circled: true, rating: 3 };
    const sent = { circled: true, rating: 3 };
    expect(diff(sent, { scene: "22", circled: false, rating: 0 }, { lastSent }).kept).toEqual([
      { property: "circled", ours: true, theirs: false },
      { property: "rating", ours: 3, theirs: 0 },
    ]);
    expect(diff(sent, { circled: false, rating: 0 }, { lastSent }).patch).toEqual(sent);
  });

  test("is a circle that we did not make, and none that we did", () => {
    expect(diff({ circled: false }, { circled: true }).kept).toHaveLength(1);
    expect(diff({ circled: false }, { circled: true }, { lastSent: { circled: true } }).patch).toEqual({
      circled: false,
    });
  });

  test("is not an empty field", () => {
    expect(diff({ take: "3" }, { take: "" }).patch).toEqual({ take: "3" });
  });
});

const metadata = fc.record(
  Object.fromEntries(
    Object.entries(METADATA_PROPERTIES).map(([name, type]) => [
      name,
      { string: fc.string(), number: fc.double({ noDefaultInfinity: true }), boolean: fc.boolean() }[type],
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<ClipMetadata>;

test("equal things have no difference", () => {
  fc.assert(
    fc.property(metadata, (given) => {
      expect(diff(given, given, { onConflict: "overwrite" })).toEqual({ patch: {}, kept: [] });
    }),
  );
});

test("a patch never blanks, never touches a person's value, and leaves nothing to do", () => {
  fc.assert(
    fc.property(metadata, metadata, metadata, (desired, remote, lastSent) => {
      const { patch, kept } = diff(desired, remote, { lastSent });
      for (const value of Object.values(patch)) {
        expect(value).not.toBeNaN();
        expect(String(value).trim()).not.toBe("");
      }
      for (const { property } of kept) {
        expect(PEOPLES_PROPERTIES).toContain(property);
        expect(patch).not.toHaveProperty(property);
      }
      expect(diff(desired, { ...remote, ...patch }, { lastSent: { ...lastSent, ...patch } }).patch).toEqual(
        {},
      );
    }),
  );
});
