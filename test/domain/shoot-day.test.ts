import { expect, test } from "vitest";
import { type DayHints, shootDay } from "../../src/domain/shoot-day.ts";

test("is told by the name, then the sheet, then the folder, then the recording", () => {
  const all: DayHints = {
    inName: "20260421",
    inSheet: "20260422",
    folders: ["A001R1AA", "20260423_Day012"],
    recorded: "20260424",
  };
  expect(shootDay(all)).toBe("20260421");
  expect(shootDay({ ...all, inName: undefined })).toBe("20260422");
  expect(shootDay({ ...all, inName: undefined, inSheet: undefined })).toBe("20260423");
  expect(shootDay({ recorded: all.recorded })).toBe("20260424");
  expect(shootDay({})).toBeUndefined();
});

test.each([
  ["20260424_Day012", "20260424"],
  ["2026-04-24", "20260424"],
  ["Day 12 (2026.04.24)", "20260424"],
  ["260424_Day012", "20260424"],
  ["A001_20260424", "20260424"],
  ["100MEDIA", undefined],
  ["123456", undefined],
  ["20269924", undefined],
  ["A001C001_260424XY", undefined],
  ["12026042400", undefined],
])("the folder %s tells %s", (folder, day) => {
  expect(shootDay({ folders: ["CLIP", folder] })).toBe(day);
});

test("the nearest folder counts, and those far above do not", () => {
  expect(shootDay({ folders: ["20260425", "20260424"] })).toBe("20260425");
  expect(shootDay({ folders: ["a", "b", "c", "d", "e", "f", "g", "h", "20260424"] })).toBeUndefined();
});

test.each<[string, string, string | undefined, string | undefined]>([
  ["an evening west of Greenwich, as written", "2026-04-24T19:30:00-07:00", undefined, "20260424"],
  ["the same as an instant", "2026-04-25T02:30:00.000000Z", "-0700", "20260424"],
  ["a morning east of Greenwich", "2026-04-24T22:30:00Z", "+09:00", "20260425"],
  ["an instant without a zone", "2026-04-25T02:30:00Z", undefined, undefined],
  ["a clock without a zone", "2026:04:24 19:30:00", undefined, "20260424"],
  ["no day at all", "2026-13-45T00:00:00", undefined, undefined],
])("%s", (_, recorded, zone, day) => {
  expect(shootDay({ recorded, zone })).toBe(day);
});
