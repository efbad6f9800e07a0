import { expect, test } from "vitest";
import type { FfprobeReport } from "../../src/media/ffprobe-report.ts";
import { readRecording } from "../../src/media/read-recording.ts";
import { factsToMetadata } from "../../src/metadata/clip-facts.ts";
import { goodFacts } from "../support/spec-facts.ts";

const APPLE = "com.apple.quicktime.creationdate";

/** Tags of a file → the day that its clip was shot on, as far as the file tells it. */
function dayOf(tags: Record<string, string>): string | undefined {
  const report = { streams: [], format: { tags: new Map(Object.entries(tags)) } } as unknown as FfprobeReport;
  const facts = { ...goodFacts(), recordedZone: undefined, ...readRecording(report, 0) };
  return factsToMetadata(facts, { camera: undefined, roll: undefined, date: undefined }).date;
}

test.each<[string, Record<string, string>, string | undefined]>([
  ["of an evening west of Greenwich", { [APPLE]: "2024-04-26T19:30:00-0700" }, "20240426"],
  ["of an evening in Greenwich", { [APPLE]: "2024-01-26T23:30:00+0000" }, "20240126"],
  ["of a clock that says no zone", { model: "X", date: "2024-04-26 23:30:00" }, "20240426"],
  ["of a day alone", { model: "X", date: "2024-04-26" }, "20240426"],
  ["not of an instant alone", { model: "X", creation_time: "2024-04-27T02:30:00.000000Z" }, undefined],
  [
    "of local time before an instant",
    { model: "X", date: "2024-04-27T02:30:00Z", [APPLE]: "2024-04-26T19:30:00-07:00" },
    "20240426",
  ],
  [
    "of the day beside an instant",
    { model: "X", [APPLE]: "2024-04-27T02:30:00Z", date: "2024-04-26" },
    "20240426",
  ],
  ["not of a clock that was never set", { model: "X", date: "1970-01-01" }, undefined],
  ["not of a render", { date: "2024-04-26" }, undefined],
])("the shoot day %s", (_, tags, day) => {
  expect(dayOf(tags)).toBe(day);
});
