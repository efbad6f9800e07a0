import { describe, expect, test } from "vitest";
import type { ClipMetadata } from "../../../src/domain/metadata.ts";
import { type ClipToMatch, matchRows } from "../../../src/metadata/match/match-rows.ts";
import type { MetadataRow } from "../../../src/metadata/understand-sheet.ts";

const NAME = "A013C002_260422_R3CK";
const onCard: ClipToMatch = { name: NAME, timecode: "10:00:00:00", durationSeconds: 600, fps: 25 };

function rowsOf(sheet: string, rows: readonly (ClipMetadata & Partial<MetadataRow>)[]): MetadataRow[] {
  return rows.map(({ names, start, end, isUncircled, ...metadata }, at) => ({
    sheet: `/logs/${sheet}`,
    line: at + 2,
    kind: "picture",
    names: names ?? (start === undefined ? [NAME] : []),
    fps: 25,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(isUncircled && { isUncircled }),
    metadata: { ...metadata, ...(start !== undefined && { timecode: start }) },
    origin: new Map(),
  }));
}

const settle = (...rows: Parameters<typeof rowsOf>[1]) => matchRows(rowsOf("day.csv", rows), [onCard]);
const told = (...rows: Parameters<typeof rowsOf>[1]) => settle(...rows).byClip.get(NAME)?.[0]?.metadata;

describe("two rows of one sheet", () => {
  test.each<[string, ClipMetadata, ClipMetadata]>([
    ["takes", { scene: "23", shot: "1", take: "1", circled: true }, { scene: "23", shot: "1", take: "2" }],
    ["scenes", { scene: "23", take: "1" }, { scene: "24", take: "1" }],
    ["shots", { scene: "23", shot: "1", take: "1" }, { scene: "23", shot: "2", take: "1" }],
    ["takes alone", { take: "2" }, { take: "3" }],
  ])("that tell different %s are both told, and neither counts", (_, a, b) => {
    for (const rows of [
      [a, b],
      [b, a],
    ]) {
      const match = settle(...rows);
      expect(match.byClip.size).toBe(0);
      expect(match.clipsWithoutRow).toEqual([NAME]);
      expect(
        match.ambiguous.map(({ row, candidates, rivals }) => [
          row.line,
          candidates,
          rivals?.map((o) => o.line),
        ]),
      ).toEqual([
        [2, [NAME], [3]],
        [3, [NAME], [2]],
      ]);
    }
  });

  test("that only together make up a slate are no slate", () => {
    expect(told({ scene: "23", take: "1" }, { scene: "23", shot: "4" })).toBeUndefined();
  });

  test("of one take add to each other", () => {
    expect(
      told({ scene: "22a", take: "003", lens: "S4" }, { scene: "22A", take: "3", asa: 800 }, { fps: 25 }),
    ).toEqual({ scene: "22a", take: "003", lens: "S4", asa: 800, fps: 25 });
  });

  test("of one take say nothing where they differ, and this is said", () => {
    const match = settle({ take: "3", lens: "S4", asa: 800 }, { take: "3", lens: "Leica", asa: 800 });
    expect(match.byClip.get(NAME)).toMatchObject([{ line: 2, metadata: { take: "3", asa: 800 } }]);
    expect(match.byClip.get(NAME)?.[0]?.metadata).not.toHaveProperty("lens");
    expect(match.warnings).toEqual([
      `day.csv:2, day.csv:3 speak of ${NAME}; what they say differently was left out: lens.`,
    ]);
  });

  test("of one take, one of them circled, leave the circle open", () => {
    expect(told({ take: "3", circled: true }, { take: "3", isUncircled: true })).toEqual({ take: "3" });
    expect(told({ take: "3", circled: true }, { take: "3", circled: true })?.circled).toBe(true);
    expect(
      settle({ take: "3", isUncircled: true }, { take: "3", isUncircled: true }).byClip.get(NAME),
    ).toMatchObject([{ isUncircled: true }]);
  });

  test("that begin elsewhere in the clip (a pull list) do not say where it starts", () => {
    const pull = (timecode: string) => ({ names: [NAME], scene: "8", timecode });
    const match = settle(pull("10:03:33:01"), pull("10:04:21:23"));
    expect(match.byClip.get(NAME)?.[0]?.metadata).toEqual({ scene: "8" });
    expect(match.warnings).toEqual([]);
  });
});

describe("takes that were shot while the camera ran on", () => {
  const take = (number: string, start: string, end: string, more: ClipMetadata = {}) => ({
    scene: "27",
    take: number,
    start,
    end,
    ...more,
  });

  test("are told together, and no circle is guessed", () => {
    const match = settle(
      take("1", "10:01:00:00", "10:01:30:00", { isUncircled: true } as ClipMetadata),
      take("2", "10:02:00:00", "10:02:30:00", { circled: true }),
      take("3", "10:03:00:00", "10:03:30:00", { isUncircled: true } as ClipMetadata),
    );
    expect(match.byClip.get(NAME)?.[0]?.metadata).toEqual({ scene: "27", take: "1-3" });
    expect(match.warnings).toEqual([
      `day.csv:2, day.csv:3, day.csv:4 hold takes 1-3 of ${NAME}; what they say differently was left out: circled.`,
    ]);
  });

  test("are in the order of their times, and named one by one where they do not count up", () => {
    expect(told(take("4", "10:02:00:00", "10:02:30:00"), take("2", "10:01:00:00", "10:01:30:00"))?.take).toBe(
      "2, 4",
    );
  });

  test("are none where they overlap or belong to different scenes", () => {
    const one = take("1", "10:01:00:00", "10:01:30:00");
    expect(told(one, take("2", "10:01:10:00", "10:01:20:00"))).toBeUndefined();
    expect(told(one, { ...take("2", "10:02:00:00", "10:02:30:00"), scene: "28" })).toBeUndefined();
  });
});

test("a row that only lies within the clip does not cost it the row that names it", () => {
  const named = { names: [NAME], scene: "22", take: "1" };
  const match = settle(named, { scene: "90", take: "7", start: "10:01:00:00", end: "10:01:30:00" });
  expect(match.byClip.get(NAME)).toMatchObject([{ line: 2, foundBy: "name" }]);
  expect(match.unmatched).toMatchObject([{ line: 3 }]);
  expect(match.ambiguous).toEqual([]);
});

test("ten thousand rows may speak of one clip", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => ({ scene: "22", take: String(at) }));
  expect(settle(...many).ambiguous).toHaveLength(10_000);
  expect(settle(...many.map(() => ({ scene: "22", take: "1", lens: "S4" }))).byClip.get(NAME)).toHaveLength(
    1,
  );
});
