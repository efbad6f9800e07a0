import { describe, expect, test } from "vitest";
import { type EditorSource, startEditorSource } from "../../support/editor-source.ts";
import { handClock } from "../../support/server-fixture.ts";

const CLIPS = {
  A001C001: { scene: "2", shot: "1", take: "1", camera: "A", duration: 30, description: "Wide on the Café" },
  A001C002: { scene: "10", shot: "1", take: "2", camera: "A", duration: 10, description: "Close-up, Anna" },
  B001C001: { scene: "10", shot: "1", take: "2", camera: "B", duration: 20 },
  B001C002: { camera: "B", circled: true },
} as const;

async function startWithClips(): Promise<EditorSource> {
  const clock = handClock();
  const source = await startEditorSource({}, { clock: clock.now, readMedia: async () => undefined });
  let size = 40;
  for (const [name, metadata] of Object.entries(CLIPS)) {
    await source.addClip(name, metadata, "x".repeat(size--));
    clock.forward(1000);
  }
  return source;
}

const short = (names: readonly string[]) => names.map((name) => /([AB]001C00\d)\.mp4$/.exec(name)?.[1]);

describe("the media tab", () => {
  test("has exactly the published fields, and each entry is that of fetchFileUrl", async () => {
    const source = await startWithClips();
    const listing = await source.list();
    expect(Object.keys(listing)).toEqual(["total_count", "entries"]);
    expect(listing.total_count).toBe(4);
    for (const entry of listing.entries) {
      expect(JSON.parse((await source.ask(`/file/${entry.id}`)).text)).toEqual(entry);
    }
  });

  test("is sorted by time, latest first, unless asked otherwise", async () => {
    const source = await startWithClips();
    const sorted = async (query: Record<string, string>) => short(await source.names(query));
    const byTime = ["B001C002", "B001C001", "A001C002", "A001C001"];
    expect(await sorted({})).toEqual(byTime);
    expect(await sorted({ sort_field: "", sort_order: "", filter: "", search: "" })).toEqual(byTime);
    expect(await sorted({ sort_order: "asc" })).toEqual(byTime.toReversed());
    expect(await sorted({ sort_field: "createTime", sort_order: "desc" })).toEqual(byTime);
    expect(await sorted({ sort_field: "size" })).toEqual(byTime.toReversed());
    expect(await sorted({ sort_field: "size", sort_order: "asc" })).toEqual(byTime);
    expect(await sorted({ sort_field: "duration" })).toEqual([
      "A001C001",
      "B001C001",
      "A001C002",
      "B001C002",
    ]);
    // `2/1-1 …` stands before `10/1-2 …`.
    expect(await sorted({ sort_field: "name", sort_order: "asc" })).toEqual([
      "B001C002",
      "A001C001",
      "A001C002",
      "B001C001",
    ]);
  });

  test("comes in parts that together are the whole", async () => {
    const source = await startWithClips();
    const part = async (start: number, count: number) =>
      source.list({ start_number: String(start), count: String(count), sort_field: "name" });
    const whole = await source.names({ sort_field: "name" });
    const parts = [await part(0, 3), await part(3, 3)];
    expect(parts.flatMap(({ entries }) => entries.map(({ name }) => name))).toEqual(whole);
    expect(parts.map(({ total_count }) => total_count)).toEqual([4, 4]);
    expect(await part(4, 3)).toEqual({ total_count: 4, entries: [] });
    expect(await part(999_999, 3)).toEqual({ total_count: 4, entries: [] });
    expect(await part(0, 0)).toEqual({ total_count: 4, entries: [] });
    expect((await part(0, 100_000)).entries).toHaveLength(4);
  });

  test("gives twenty where no count is said, and more than a handful where it is", async () => {
    const source = await startEditorSource();
    for (let index = 0; index < 21; index++) await source.upload(`_graded/A${index}.mp4`);
    expect((await source.list()).entries).toHaveLength(20);
    expect((await source.list({ count: "21" })).entries).toHaveLength(21);
  });

  test("finds what holds every word, in name, slate, camera or description", async () => {
    const source = await startWithClips();
    for (const [what, search, expected] of [
      ["scene", "10", ["B001C001", "A001C002"]],
      ["slate", "10/1-2", ["B001C001", "A001C002"]],
      ["name", "b001c", ["B001C002", "B001C001"]],
      ["description", "CAFÉ", ["A001C001"]],
      ["description in another Unicode form", "cafe\u0301", ["A001C001"]],
      ["several words, wherever they stand", "  anna   a001 ", ["A001C002"]],
      ["words that stand in no clip together", "anna b001", []],
      ["what is no pattern", "A001%", []],
      ["what is no expression", ".*", []],
      ["what is nowhere", "nothing", []],
    ] as const) {
      const listing = await source.list({ search });
      expect(short(listing.entries.map(({ name }) => name)), what).toEqual(expected);
      expect(listing.total_count).toBe(expected.length);
    }
  });

  test("finds by shot, take and camera, which no name has to hold", async () => {
    const source = await startEditorSource();
    await source.addClip("x", { shot: "77B", take: "08", camera: "Zoë" });
    await source.addClip("y", {});
    for (const search of ["77b", "08", "zoë"]) {
      expect((await source.list({ search })).total_count, search).toBe(1);
    }
  });

  test("shows videos alone", async () => {
    const source = await startWithClips();
    for (const [filter, count] of [
      ["video", 4],
      ["audio,video", 4],
      ["Video , image", 4],
      ["audio", 0],
      ["image,folder", 0],
    ] as const) {
      expect((await source.list({ filter })).total_count, filter).toBe(count);
    }
  });

  test("says what is wrong with a query", async () => {
    const source = await startWithClips();
    for (const query of [
      "start_number=-1",
      "count=-1",
      "count=1.5",
      "count=x",
      "start_number=1e3",
      "count=9999999999999999",
      "sort_field=date",
      "sort_field=constructor",
      "sort_order=up",
      "search=a&search=b",
      "count=1&count=2",
    ]) {
      const answer = await source.ask(`/media?${query}`);
      expect(answer.status, query).toBe(400);
      expect(answer.json.error.message).toContain(query.split("=")[0]);
    }
  });
});
