import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClipToMatch, matchRows, type MatchMode } from "../../../src/metadata/match/match-rows.ts";
import type { MetadataRow } from "../../../src/metadata/understand-sheet.ts";

let line = 1;
const rowWith = (given: Partial<MetadataRow>): MetadataRow => ({
  sheet: "/logs/day.csv",
  line: (line += 1),
  kind: "picture",
  names: [],
  metadata: {},
  origin: new Map(),
  ...given,
});
const named = (...names: string[]) => rowWith({ names });
const clip = (name: string, given: Partial<ClipToMatch> = {}): ClipToMatch => ({ name, ...given });

/** The clip's name, `ambiguous` or `unmatched`. */
function fate(row: MetadataRow, clips: readonly ClipToMatch[], mode?: MatchMode): string {
  const match = matchRows([row], clips, mode ? { mode } : {});
  if (match.unmatched.length > 0) return "unmatched";
  return match.ambiguous.length > 0 ? "ambiguous" : [...match.byClip.keys()].join();
}

describe("by name", () => {
  const HDE = "A_0076C001_230511_184122_";
  test.each([
    ["as it is", "A001C001_240426_R1AA", "A001C001_240426_R1AA"],
    ["a RED segment in the sheet", "A001_C001_12046M_001", "A001_C001_12046M"],
    ["a RED segment on disk", "A001_C001_12046M", "A001_C001_12046M_001"],
    ["the HDE copy in the sheet", `${HDE}h1CTJ`, `${HDE}a1CTJ`],
    ["the HDE copy on disk", `${HDE}a1CTJ`, `${HDE}h1CTJ`],
    ["decomposed umlauts", "Ko\u0308ln", "K\u00F6ln"],
    ["another case", "a001c001_240426_r1aa", "A001C001_240426_R1AA"],
    ["a suffix in the sheet", "A001C001_240426_R1AA_709", "A001C001_240426_R1AA"],
    ["two suffixes in the sheet", "A001C001_240426_R1AA_graded_H264", "A001C001_240426_R1AA"],
    ["a suffix on disk", "A001C001_240426_R1AA", "A001C001_240426_R1AA_h264"],
    ["another suffix", "A001C001_240426_R1AA_LOG", "A001C001_240426_R1AA_graded"],
    ["a suffix in another case", "a001c001_240426_r1aa_GRADED", "A001C001_240426_R1AA"],
    ["a byte order mark", "\uFEFFA001C001", "A001C001"],
    ["zero-width and soft marks", "A0\u200B01\u2060C0\u00AD01\u200E", "A001C001"],
    ["marks on disk", "A001C001", "A001\u200DC001"],
    ["odd spaces around it", "\u00A0A001C001\u3000", "A001C001"],
    ["odd spaces inside", "Ocean\u00A0\u2009View", "Ocean View"],
    ["a space too many", "A001 C001", "A001C001"],
  ])("%s", (_, written, name) => {
    expect(fate(named(written), [clip("other"), clip(name)])).toBe(name);
  });

  test("the name of the very file on the disk goes before everything else", () => {
    const clips = [clip("Beach_709"), clip("Beach", { fileNames: ["Beach_cc", "BEACH_RENDER_3"] })];
    expect(fate(named("BEACH_RENDER_3"), clips)).toBe("Beach");
    expect(fate(named("Beach_709"), clips)).toBe("Beach_709");
    expect(fate(named("beach_render_3"), clips)).toBe("Beach");
  });

  test("a word that only looks like a suffix is part of the name", () => {
    expect(fate(named("Ocean_View"), [clip("Ocean")])).toBe("unmatched");
    expect(fate(named("Clip_709"), [clip("Clip")])).toBe("unmatched");
    expect(fate(named("Ocean"), [clip("Ocean_main")])).toBe("unmatched");
  });

  test("any name of the row will do, the first that fits", () => {
    expect(fate(named("101B-1a", "A120C001_111215_R22A"), [clip("A120C001_111215_R22A")])).toBe(
      "A120C001_111215_R22A",
    );
    expect(fate(named("b", "a"), [clip("a"), clip("b")])).toBe("b");
  });

  test("an exact name goes before a looser one", () => {
    expect(fate(named("A001", "b"), [clip("a001"), clip("b")])).toBe("b");
    expect(fate(named("a"), [clip("A"), clip("a")])).toBe("a");
    expect(
      fate(named("A001_C001_12046M_002"), [clip("A001_C001_12046M_001"), clip("A001_C001_12046M_002")]),
    ).toBe("A001_C001_12046M_002");
  });

  test("is ambiguous where a looser name fits two", () => {
    const clips = [clip("A001_C001_12046M_001"), clip("A001_C001_12046M_002")];
    const match = matchRows([named("A001_C001_12046M")], clips);
    expect(match.ambiguous[0]!.candidates).toEqual(["A001_C001_12046M_001", "A001_C001_12046M_002"]);
    expect(match.byClip.size).toBe(0);
  });

  test("warns of another case once, with the first row", () => {
    const match = matchRows([named("A"), named("B"), named("c")], [clip("a"), clip("b"), clip("c")]);
    expect(match.warnings).toEqual([
      expect.stringMatching(/^\/logs\/day\.csv:\d+ writes "A".*\(and 1 more\)/),
    ]);
  });

  test("does not take a part of a name for the name", () => {
    expect(fate(named("A001C001"), [clip("A001C0011")])).toBe("unmatched");
    expect(fate(named("469C"), [clip("469C.4.1")])).toBe("unmatched");
  });

  test("does not believe a name that every card has when day or roll say otherwise", () => {
    const onCard = clip("C0001", { date: "20240426", roll: "A002" });
    expect(fate(rowWith({ names: ["C0001"] }), [onCard])).toBe("C0001");
    expect(fate(rowWith({ names: ["C0001"], date: "20240426", roll: "A002" }), [onCard])).toBe("C0001");
    expect(fate(rowWith({ names: ["C0001"], date: "20240429" }), [onCard])).toBe("unmatched");
    expect(fate(rowWith({ names: ["C0001"], roll: "A003" }), [onCard])).toBe("unmatched");
    expect(fate(rowWith({ names: ["C0001"], roll: "B002" }), [onCard])).toBe("unmatched");
    expect(fate(rowWith({ names: ["C0001"], camera: "B" }), [clip("C0001", { camera: "A" })])).toBe(
      "unmatched",
    );
  });

  test("is not for sound files", () => {
    expect(fate(rowWith({ names: ["A101_1"], kind: "sound" }), [clip("A101_1")])).toBe("unmatched");
  });
});

describe("by camera, roll and clip number", () => {
  const arri = clip("A001C003_240426_R1AA", { date: "20240426" });
  test.each<[string, Partial<MetadataRow>]>([
    ["all three", { camera: "A", roll: "001", clipNumber: 3 }],
    ["the letter with the roll", { roll: "A001", clipNumber: 3 }],
    ["the whole reel name", { roll: "A001R1AA", clipNumber: 3 }],
    ["a short clip name", { names: ["A001C003"] }],
    ["roll and clip where only one camera has them", { roll: "1", clipNumber: 3 }],
    ["the day after, past midnight", { roll: "A001", clipNumber: 3, date: "20240425" }],
  ])("%s", (_, given) => {
    expect(fate(rowWith(given), [clip("B002C003_240426_R2BB"), arri])).toBe(arri.name);
  });

  test.each<[string, Partial<MetadataRow>]>([
    ["another camera", { camera: "B", roll: "001", clipNumber: 3 }],
    ["another roll", { roll: "A002", clipNumber: 3 }],
    ["another clip", { roll: "A001", clipNumber: 4 }],
    ["no clip number", { roll: "A001" }],
    ["a film roll", { roll: "3NY004", clipNumber: 3 }],
    ["another day", { roll: "A001", clipNumber: 3, date: "20240420" }],
    ["another whole name with the same numbers", { names: ["A001C003_240427_R2BB"] }],
  ])("not %s", (_, given) => {
    expect(fate(rowWith(given), [arri])).toBe("unmatched");
  });

  test.each([
    ["RED", "A001_C003_12046M"],
    ["ALEXA 35", "A_0001C003_230511_184122_a1CTJ"],
    ["Sony", "A001C003_210716AG"],
    ["Blackmagic", "A001_08151512_C003"],
    ["Canon", "A_0001C003X240131_123456XX_CANON_001"],
  ])("finds %s", (_, name) => {
    expect(fate(rowWith({ camera: "A", roll: "001", clipNumber: 3 }), [clip(name)], "reel")).toBe(name);
  });

  test("finds a clip whose name tells nothing by what its folder tells", () => {
    const renamed = clip("22A-3", { camera: "A", roll: "A001", clipNumber: "C003" });
    expect(fate(rowWith({ roll: "A001", clipNumber: 3 }), [renamed])).toBe("22A-3");
    expect(fate(rowWith({ names: ["A001C003_240426_R1AA"] }), [renamed])).toBe("22A-3");
  });

  test("counts on after C999", () => {
    expect(fate(rowWith({ roll: "A001", clipNumber: 1000 }), [clip("A001D001_240426_R1AA")])).toBe(
      "A001D001_240426_R1AA",
    );
  });

  test("is ambiguous where two camera bodies had the same roll", () => {
    expect(fate(rowWith({ roll: "A001", clipNumber: 3 }), [arri, clip("A001C003_240426_R2BB")])).toBe(
      "ambiguous",
    );
  });
});

describe("by timecode", () => {
  const take = (name: string, timecode: string, seconds: number, given: Partial<ClipToMatch> = {}) =>
    clip(name, { timecode, durationSeconds: seconds, fps: 25, ...given });
  const span = (start: string, end?: string, given: Partial<MetadataRow> = {}) =>
    rowWith({ start, ...(end && { end }), fps: 25, ...given });
  const one = take("one", "10:00:00:00", 30);
  const two = take("two", "10:01:00:00", 30);

  test.each([
    ["the same span", "10:01:00:00", "10:01:30:00", "two"],
    ["a span inside", "10:01:10:00", "10:01:20:00", "two"],
    ["a span around", "10:00:50:00", "10:01:40:00", "two"],
    ["a start alone", "10:01:05:00", undefined, "two"],
    ["a start between clips", "10:00:45:00", undefined, "unmatched"],
    ["a span that only brushes its neighbour", "10:00:29:00", "10:00:55:00", "unmatched"],
    ["a span over both", "10:00:00:00", "10:01:30:00", "ambiguous"],
    ["another time", "11:00:00:00", "11:00:30:00", "unmatched"],
  ])("%s", (_, start, end, expected) => {
    expect(fate(span(start, end), [one, two])).toBe(expected);
  });

  test("of another rate is compared by the labels", () => {
    const fast = clip("fast", { timecode: "10:00:00:00", frameCount: 50 * 30, fps: 50 });
    expect(fate(span("10:00:10:00", "10:00:20:00", { fps: 24 }), [fast])).toBe("fast");
  });

  test("keeps cameras apart", () => {
    const clips = [
      take("a", "10:00:00:00", 30, { camera: "A" }),
      take("b", "10:00:01:00", 30, { camera: "B" }),
    ];
    expect(fate(span("10:00:00:00", "10:00:30:00", { camera: "B" }), clips)).toBe("b");
    expect(fate(span("10:00:00:00", "10:00:30:00"), clips)).toBe("ambiguous");
  });

  test("keeps days apart, but for the night", () => {
    const day = take("day", "10:00:00:00", 30, { date: "20240426" });
    const night = take("night", "02:00:00:00", 30, { date: "20240427" });
    expect(fate(span("10:00:00:00", undefined, { date: "20240427" }), [day])).toBe("unmatched");
    expect(fate(span("10:00:00:00", undefined, { date: "20240426" }), [day])).toBe("day");
    expect(fate(span("02:00:00:00", undefined, { date: "20240426" }), [night])).toBe("night");
  });

  test("reaches over midnight", () => {
    const late = take("late", "23:59:50:00", 30);
    expect(fate(span("23:59:55:00", "00:00:15:00"), [late])).toBe("late");
    expect(fate(span("00:00:05:00", "00:00:15:00"), [late])).toBe("late");
  });

  test("does not believe clips that all start at zero", () => {
    const zeros = [take("x", "00:00:00:00", 30), take("y", "00:00:00:00", 1)];
    expect(fate(span("00:00:10:00"), zeros)).toBe("unmatched");
    expect(fate(span("00:00:10:00"), zeros.slice(0, 1))).toBe("x");
  });

  test("does not believe rows that all start at zero", () => {
    const rows = [span("00:00:00:00"), span("00:00:00:00")];
    expect(matchRows(rows, [take("x", "00:00:00:00", 30)]).unmatched).toEqual(rows);
  });

  test("names a few of many clips that it could be", () => {
    const all = Array.from({ length: 500 }, (_, index) => take(`clip${index}`, "10:00:00:00", 3600));
    const rows = [span("10:10:00:00", "10:11:00:00"), span("09:59:00:00", "11:30:00:00")];
    for (const { candidates } of matchRows(rows, all).ambiguous) expect(candidates).toHaveLength(10);
    expect(matchRows(rows, all).ambiguous).toHaveLength(2);
  });

  test("finds the picture of a sound take", () => {
    expect(fate(span("10:01:00:00", "10:01:35:00", { kind: "sound", names: ["T01"] }), [one, two])).toBe(
      "two",
    );
  });
});

describe("a row that carries the name, roll or camera of another clip", () => {
  const tc = { timecode: "10:00:00:00", durationSeconds: 30, fps: 25 };
  const at = (given: Partial<MetadataRow>) =>
    rowWith({ start: "10:00:05:00", end: "10:00:20:00", fps: 25, ...given });
  test.each<[string, Partial<MetadataRow>, ClipToMatch]>([
    [
      "a cinema camera's clip on a small camera's card",
      { names: ["A001C004_260424_R3CK"] },
      clip("C0007", tc),
    ],
    ["the next number", { names: ["C0008"] }, clip("C0007", tc)],
    ["another clip of the same kind", { names: ["Interview_03"] }, clip("Interview_1", tc)],
    ["a camera's name for a renamed clip", { names: ["A001C004_260424_R3CK"] }, clip("SC22_T1", tc)],
    ["another roll", { roll: "A002" }, clip("C0007", { ...tc, roll: "A001" })],
    ["the other camera's roll", { roll: "B001" }, clip("C0007", { ...tc, roll: "A001" })],
    ["another camera", { camera: "B" }, clip("C0007", { ...tc, camera: "a" })],
  ])("is not placed by time: %s", (_, given, onCard) => {
    expect(fate(at(given), [onCard])).toBe("unmatched");
  });

  test.each<[string, Partial<MetadataRow>, ClipToMatch]>([
    ["names the take", { names: ["22A-3"] }, clip("A001C004_260424_R3CK", tc)],
    ["has the same roll and camera", { roll: "A001", camera: "A" }, clip("C0007", { ...tc, roll: "A001" })],
    ["is a sound file", { kind: "sound", names: ["C0008"] }, clip("C0007", tc)],
  ])("but is where it %s", (_, given, onCard) => {
    expect(fate(at(given), [onCard])).toBe(onCard.name);
  });

  test("is placed by time where that was asked for and the clip was renamed", () => {
    const original = at({ names: ["A001C004_260424_R3CK"] });
    expect(fate(original, [clip("SC22_T1", tc)], "timecode")).toBe("SC22_T1");
    expect(fate(original, [clip("C0007", tc)], "timecode")).toBe("unmatched");
  });
});

describe("the order", () => {
  const byName = clip("A001C001_240426_R1AA");
  const byTime = clip("x", { timecode: "10:00:00:00", durationSeconds: 30, fps: 25 });
  const row = rowWith({ names: [byName.name], start: "10:00:00:00", fps: 25 });

  test("is name, reel, timecode", () => {
    expect(fate(row, [byTime, byName])).toBe(byName.name);
    expect(fate({ ...row, names: [] }, [byTime, byName])).toBe("x");
  });

  test("can be cut down to one way", () => {
    expect(fate(row, [byTime, byName], "timecode")).toBe("x");
    expect(fate(row, [byTime], "name")).toBe("unmatched");
    expect(fate(row, [byTime], "reel")).toBe("unmatched");
  });
});

test("rows of several sheets stay in their order, clips without a row are named", () => {
  const rows = [named("a"), named("b"), rowWith({ names: ["a"], sheet: "/logs/late.csv" })];
  const match = matchRows(rows, [clip("a"), clip("b"), clip("c")]);
  expect(match.byClip.get("a")).toMatchObject([{ line: rows[0]!.line }, { line: rows[2]!.line }]);
  expect(match.clipsWithoutRow).toEqual(["c"]);
});

test("every row has one fate", () => {
  const name = fc.stringMatching(/^[ab]{1,2}(_00[12])?$/);
  const time = fc.integer({ min: 0, max: 59 }).map((second) => `10:00:${String(second).padStart(2, "0")}:00`);
  const someRows = fc.array(
    fc.record({
      names: fc.array(name, { maxLength: 2 }),
      start: time,
      clipNumber: fc.integer({ min: 1, max: 3 }),
    }),
  );
  const someClips = fc.uniqueArray(
    fc.record({ name, timecode: time, durationSeconds: fc.integer({ min: 1, max: 20 }) }),
    {
      selector: (given) => given.name,
    },
  );
  fc.assert(
    fc.property(someRows, someClips, (rows, clips) => {
      const given = rows.map((row, at) => rowWith({ ...row, fps: 25, roll: "A001", sheet: `${at}.csv` }));
      const match = matchRows(
        given,
        clips.map((some) => ({ ...some, fps: 25 })),
      );
      const fates = [
        ...[...match.byClip.values()].flat(),
        ...match.unmatched,
        ...match.ambiguous.map((entry) => entry.row),
      ];
      expect(fates).toHaveLength(given.length);
      expect(new Set(fates.map(({ sheet }) => sheet))).toEqual(new Set(given.map(({ sheet }) => sheet)));
      for (const { candidates } of match.ambiguous) expect(new Set(candidates).size).toBeGreaterThan(1);
    }),
  );
});

test("ten thousand rows find ten thousand clips, by name and by time", () => {
  const place = (index: number) => {
    const second = index * 8;
    const two = (value: number) => String(value).padStart(2, "0");
    return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}:00`;
  };
  const indexes = Array.from({ length: 10_000 }, (_, index) => index);
  const clips = indexes.map((index) =>
    clip(`clip${index}`, { timecode: place(index), durationSeconds: 6, fps: 25 }),
  );
  const rows = indexes.map((index) =>
    index % 2 === 0
      ? named(`CLIP${index}`)
      : rowWith({ start: place(index), end: place(index + 0.5), fps: 25 }),
  );
  const match = matchRows(rows, clips);
  expect(match.byClip.size).toBe(10_000);
  for (const [at, row] of rows.entries()) {
    expect(match.byClip.get(`clip${at}`)).toEqual([{ ...row, foundBy: at % 2 === 0 ? "name" : "timecode" }]);
  }
});
