import { expect, test } from "vitest";
import type { WireClip } from "../../../src/destinations/catdv/api.ts";
import { type FieldPlaces, planChange, readMetadata } from "../../../src/destinations/catdv/map.ts";
import type { ClipMetadata } from "../../../src/domain/metadata.ts";

const PLACES: FieldPlaces = {
  identifiers: new Map([
    ["scene", "dailies.scene"],
    ["asa", "dailies.asa"],
  ]),
  circled: "marked",
  hasInMarker: false,
  userFieldsKey: "fields",
};
const CLIP: WireClip = {
  ID: 7,
  in: { fmt: 25, secs: 3600 },
  out: { fmt: 25, secs: 3610 },
  fields: { "dailies.scene": "22", other: "x" },
};
const METADATA: ClipMetadata = {
  reelName: "A001",
  description: "wide",
  circled: true,
  rating: 4,
  date: "20220901",
  asa: 800,
};
const plan = (metadata: ClipMetadata, clip: WireClip = CLIP, places: FieldPlaces = PLACES) =>
  planChange(clip, metadata, places);

test("each property has its own field, and the rest goes into user fields as text", () => {
  expect(plan(METADATA)).toEqual({
    body: {
      tape: "A001",
      notes: "wide",
      marked: true,
      rating: 4,
      recordedDate: Date.UTC(2022, 8, 1, 12),
      fields: { "dailies.asa": "800" },
    },
    taken: METADATA,
    left: [],
  });
});

test("older versions have userFields", () => {
  const places = { ...PLACES, userFieldsKey: "userFields" } as const;
  expect(plan({ scene: "23" }, { ID: 7 }, places).body).toEqual({ userFields: { "dailies.scene": "23" } });
});

test("what is the same already is not sent, and counts as taken", () => {
  expect(plan({ scene: "22", timecode: "01:00:00:00", circled: false })).toEqual({
    body: {},
    taken: { scene: "22", timecode: "01:00:00:00", circled: false },
    left: [],
  });
});

test("what was written is read again", () => {
  const metadata: ClipMetadata = { ...METADATA, scene: "23", timecode: "10:00:00:00", inPoint: 4.5 };
  const { body, left } = plan(metadata);
  expect(left).toEqual([]);
  expect(readMetadata({ ...CLIP, ...body }, PLACES)).toEqual(metadata);
});

test("what has no place, or does not fit, is left", () => {
  const long = "x".repeat(65_536);
  const metadata = {
    lens: "32",
    rating: 4.5,
    date: "tomorrow",
    description: long,
    timecode: "none",
    fps: 25,
  };
  expect(plan(metadata).left.toSorted()).toEqual([
    "date",
    "description",
    "fps",
    "lens",
    "rating",
    "timecode",
  ]);
  expect(plan(metadata).body).toEqual({});
  expect(plan({ inPoint: 2 }, { ID: 7 }).left).toEqual(["inPoint"]);
});

test("another start moves the end along", () => {
  expect(plan({ timecode: "02:00:00:00" }).body).toEqual({
    in: { fmt: 25, secs: 7200 },
    out: { fmt: 25, secs: 7210 },
  });
});

test("another start moves the selection along, and the in point with its marker", () => {
  const at = (secs: number) => ({ fmt: 25, secs });
  const clip = { ...CLIP, in2: at(3602), out2: at(3608) };
  const moved = { in: at(7200), out: at(7210), in2: at(7202), out2: at(7208) };
  const timecode = "02:00:00:00";
  expect(plan({ timecode }, clip).body).toEqual(moved);
  expect(plan({ inPoint: 2, timecode }, clip).body).toEqual(moved);
  expect(plan({ inPoint: 3, timecode }, clip).body).toEqual({ ...moved, in2: at(7203), out2: at(7210) });
  const places = { ...PLACES, hasInMarker: true };
  const markers = [{ name: "In", category: "Event", in: at(7202) }];
  expect(plan({ timecode }, clip, places).body).toEqual({ ...moved, markers });
  expect(plan({ timecode }, CLIP, places).body).not.toHaveProperty("markers");
  const unset = { ...CLIP, in2: at(0), out2: at(0) };
  expect(plan({ timecode }, unset, places).body).toEqual({ in: at(7200), out: at(7210) });
});

test("the in point begins a selection up to the end, from where the clip begins by then", () => {
  expect(plan({ inPoint: 2.5 }).body).toEqual({
    in2: { fmt: 25, secs: 3602.5 },
    out2: { fmt: 25, secs: 3610 },
  });
  expect(plan({ inPoint: 1, timecode: "02:00:00:00" }).body).toMatchObject({
    in2: { fmt: 25, secs: 7201 },
    out2: { fmt: 25, secs: 7210 },
  });
});

test("a marker at the in point leaves the others where they are", () => {
  const theirs = { name: "Boom", category: "Fault", in: { fmt: 25, secs: 3605 }, description: "in shot" };
  const ours = { name: "In", category: "Event", in: { fmt: 25, secs: 3601 }, colour: 3 };
  const places = { ...PLACES, hasInMarker: true };
  const { body } = plan({ inPoint: 2 }, { ...CLIP, markers: [ours, theirs] }, places);
  expect(body["markers"]).toEqual([theirs, { ...ours, in: { fmt: 25, secs: 3602 } }]);
});

test("circled may be a word of the status, or a user field", () => {
  const byStatus = { ...PLACES, circled: "Circled" };
  expect(plan({ circled: true }, CLIP, byStatus).body).toEqual({ status: "Circled" });
  expect(readMetadata({ ID: 7, status: "Circled", marked: false }, byStatus)).toEqual({ circled: true });
  expect(readMetadata({ ID: 7, status: "Offline", marked: true }, byStatus)).toEqual({});
  const byField = { ...PLACES, identifiers: new Map([["circled", "dailies.circled"]] as const) };
  expect(plan({ circled: true }, CLIP, byField).body).toEqual({ fields: { "dailies.circled": "true" } });
});

test("a clip that nobody marked says nothing of it", () => {
  expect(readMetadata({ ID: 7, marked: false, rating: 0, notes: "", tape: "" }, PLACES)).toEqual({});
});

test("a nought in a user field is a value, no star is none, and neither is sent again", () => {
  const clip = { ID: 7, rating: 0, fields: { "dailies.asa": "0", "dailies.scene": " " } };
  expect(readMetadata(clip, PLACES)).toEqual({ asa: 0 });
  expect(plan({ asa: 0, rating: 0 }, clip)).toEqual({ body: {}, taken: { asa: 0, rating: 0 }, left: [] });
  expect(readMetadata({ ID: 7, fields: { "dailies.asa": " " } }, PLACES)).toEqual({});
});

test("numbers that a person typed with a comma are read", () => {
  expect(readMetadata({ ID: 7, fields: { "dailies.asa": "0,5" } }, PLACES)).toEqual({ asa: 0.5 });
  expect(readMetadata({ ID: 7, fields: { "dailies.asa": "fast" } }, PLACES)).toEqual({});
});
