import { describe, expect, test } from "vitest";
import type { FoundClip } from "../../../src/domain/clip.ts";
import type { ClipMetadata } from "../../../src/domain/metadata.ts";
import type { MetadataRow } from "../../../src/metadata/understand-sheet.ts";
import { matchSounds } from "../../../src/annotate/sheets/match-sounds.ts";

const clip = (name: string, camera?: string): FoundClip => ({
  name,
  card: { root: "/card", name: "card" },
  layout: "flat",
  roll: undefined,
  camera,
  date: undefined,
  sidecars: [],
});

const recording = (
  take: string,
  start: string,
  end: string,
  more: Partial<MetadataRow> = {},
): MetadataRow => ({
  sheet: `/sound/T${take}.wav`,
  line: 1,
  kind: "sound",
  names: [],
  start,
  end,
  fps: 25,
  date: "20261120",
  metadata: { scene: "22", take },
  origin: new Map(),
  ...more,
});

const at = (timecode: string, more: ClipMetadata = {}): ClipMetadata => ({
  timecode,
  fps: 25,
  date: "20261120",
  ...more,
});

const TAKES = [recording("1", "10:00:00:00", "10:01:00:00"), recording("2", "10:02:00:00", "10:03:00:00")];

test("a picture has the recording that ran meanwhile", () => {
  const sounds = matchSounds(TAKES);
  expect(sounds.notePicture(clip("A1", "A"), at("10:00:05:00"), 50)).toEqual({ scene: "22", take: "1" });
  expect(sounds.notePicture(clip("A2", "A"), at("10:02:05:00"), 50)).toEqual({ scene: "22", take: "2" });
  expect([sounds.isSure("A1"), sounds.isSure("A2")]).toEqual([true, true]);
});

test.each([
  ["between the recordings", at("10:01:20:00"), 20],
  ["that only touches one", at("10:00:55:00"), 60],
  ["of another day", at("10:00:05:00", { date: "20261118" }), 50],
  ["without timecode", { fps: 25 }, 50],
  ["at midnight to the frame, where none ran", at("00:00:00:00"), 50],
  ["of unknown length", at("10:00:05:00"), undefined],
  ["that covers two takes", at("10:00:00:00"), 180],
])("a picture %s has none", (_, metadata, seconds) => {
  const sounds = matchSounds([...TAKES, recording("9", "00:00:00:00", "00:01:00:00")]);
  expect(sounds.notePicture(clip("A1", "A"), metadata, seconds)).toEqual({});
  expect(sounds.isSure("A1")).toBe(false);
});

test("rates and drop-frame do not matter, labels do", () => {
  const sounds = matchSounds([recording("1", "10:00:00;00", "10:01:00;02", { fps: 29.97 })]);
  const picture = at("10:00:10:00", { fps: 23.976 });
  expect(sounds.notePicture(clip("A1"), picture, 20)).toEqual({ scene: "22", take: "1" });
});

test("a recording that passes midnight is one", () => {
  const sounds = matchSounds([recording("1", "23:59:00:00", "00:01:00:00")]);
  const after = at("00:00:20:00", { date: "20261121" });
  expect(sounds.notePicture(clip("A1"), after, 10)).toEqual({ scene: "22", take: "1" });
});

test("a drop-frame recording that passes midnight ends where it says", () => {
  const sounds = matchSounds([recording("1", "23:59:00;00", "00:01:00;02", { fps: 29.97 })]);
  const starting = (timecode: string) => at(timecode, { date: "20261121", fps: 29.97 });
  expect(sounds.notePicture(clip("A1"), starting("00:00:20;00"), 10)).toEqual({ scene: "22", take: "1" });
  expect(sounds.notePicture(clip("A2"), starting("00:01:20;00"), 10)).toEqual({});
});

test("two recorders of one take agree, of two takes they do not", () => {
  const backup = recording("1", "10:00:01:00", "10:01:01:00", { sheet: "/backup/T1.wav" });
  const picture = at("10:00:10:00");
  expect(matchSounds([...TAKES, backup]).notePicture(clip("A1"), picture, 30)).toEqual({
    scene: "22",
    take: "1",
  });
  const other = { ...backup, metadata: { scene: "23", take: "1" } };
  expect(matchSounds([...TAKES, other]).notePicture(clip("A1"), picture, 30)).toEqual({});
});

describe("a recording that several pictures share", () => {
  const share = (first: FoundClip, second: FoundClip, secondStart: string) => {
    const sounds = matchSounds(TAKES);
    sounds.notePicture(first, at("10:00:05:00"), 20);
    sounds.notePicture(second, at(secondStart), 20);
    return [sounds.isSure(first.name), sounds.isSure(second.name)];
  };

  test("is that of two cameras at once", () => {
    expect(share(clip("A1", "A"), clip("B1", "B"), "10:00:06:00")).toEqual([true, true]);
    expect(share(clip("C0001"), clip("C0002"), "10:00:06:00")).toEqual([true, true]);
  });

  test("is that of two cameras one after the other", () => {
    expect(share(clip("A1", "A"), clip("B1", "B"), "10:00:30:00")).toEqual([true, true]);
  });

  test("is of neither, where one camera started twice", () => {
    expect(share(clip("A1", "A"), clip("A2", "A"), "10:00:30:00")).toEqual([false, false]);
    expect(share(clip("C0001"), clip("A2", "A"), "10:00:30:00")).toEqual([false, false]);
  });
});

test("without recordings nothing is said", () => {
  expect(matchSounds([]).notePicture(clip("A1"), at("10:00:05:00"), 50)).toEqual({});
});
