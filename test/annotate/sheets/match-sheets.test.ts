import { writeFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gatherMetadata } from "../../../src/annotate/sheets/gather-metadata.ts";
import { matchSheets } from "../../../src/annotate/sheets/match-sheets.ts";
import { readSheets } from "../../../src/annotate/sheets/read-sheets.ts";
import type { FoundClip } from "../../../src/domain/clip.ts";
import type { Event } from "../../../src/domain/events.ts";
import type { Scan } from "../../../src/domain/scan.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const READING = { map: [], dateOrder: undefined, encoding: undefined };

function clipAt(path: string, name: string, given: Partial<FoundClip> = {}): FoundClip {
  const graded = { path, relativePath: path, sizeBytes: 1, mtimeMs: 0 };
  const card = { root: "/card", name: "card" };
  const unknown = { roll: undefined, camera: undefined, date: undefined };
  return { name, card, layout: "flat", ...unknown, sidecars: [], graded, ...given };
}

/** Sheets in a folder of clips, by name, lines and time; those in `given` were named by a person. */
async function matched(
  clips: readonly FoundClip[],
  sheets: readonly { name: string; lines: readonly string[]; at?: number }[],
  given: readonly string[] = [],
) {
  const folder = await tempFolder();
  const files = await Promise.all(
    sheets.map(async ({ name, lines, at = 0 }) => {
      const path = join(folder, name);
      await writeFile(path, `${lines.join("\n")}\n`);
      await utimes(path, 1_700_000_000 + at, 1_700_000_000 + at);
      return { path, relativePath: name, sizeBytes: 1, mtimeMs: (1_700_000_000 + at) * 1000 };
    }),
  );
  const events: Event[] = [];
  const emit = (event: Event) => void events.push(event);
  const named = (file: { relativePath: string }) => given.includes(file.relativePath);
  const scans = [{ sheets: files.filter((file) => !named(file)) } as unknown as Scan];
  const paths = files.filter(named).map(({ path }) => path);
  const rows = await readSheets({ given: paths, scans, reading: READING, emit, signal: AbortSignal.any([]) });
  const match = matchSheets(rows, clips, { match: undefined, isStrict: false }, emit);
  const end = match.finish(emit);
  const read = events.flatMap((event) => (event.type === "sheet-read" ? [[event.from, event.rows]] : []));
  const said = (code: string) =>
    events.flatMap((event) => (event.type === "warning" && event.code === code ? [event.message] : []));
  return { match, end, said, events: events.filter(({ type }) => type !== "sheet-read"), read };
}

const NAME = "A050C001_260424_R3CK";
const HEAD = "Clip,Scene,Take";

test("of two sheets beside the clips the newest counts, whatever it is called, and this is said", async () => {
  const { match, said } = await matched(
    [clipAt(`/card/${NAME}.mp4`, NAME)],
    [
      { name: "Day012 corrected.csv", lines: [HEAD, `${NAME},RIGHT,1`], at: 60 },
      { name: "Day012.csv", lines: [HEAD, `${NAME},WRONG,1`], at: 0 },
    ],
  );
  const rows = match.rowsOf(NAME);
  const { metadata } = await gatherMetadata(clipAt("/card/x.mp4", NAME), {}, rows, () => undefined);
  expect(metadata).toMatchObject({ scene: "RIGHT", take: "1" });
  expect(said("sheet_newer")).toEqual([
    "Day012 corrected.csv comes after Day012.csv (by time, else by name) and counts for 1 clip of which they say different things; --metadata names the sheets to use.",
  ]);
});

test("a row that contradicts another on the same clip is said although its sheet only lies there", async () => {
  const { events, match } = await matched(
    [clipAt(`/card/${NAME}.mp4`, NAME)],
    [{ name: "day.csv", lines: [HEAD, `${NAME},22,1`, `${NAME},22,2`] }],
  );
  expect(match.rowsOf(NAME)).toEqual([]);
  expect(events).toMatchObject([
    { type: "row-left", line: 2, reason: "ambiguous", candidates: [NAME] },
    { type: "row-left", line: 3, reason: "ambiguous", candidates: [NAME] },
  ]);
});

test("a row names the clip by its file's very name", async () => {
  const { match } = await matched(
    [clipAt(`/card/${NAME}_709.mp4`, NAME)],
    [{ name: "day.csv", lines: ["File Name,Scene", `${NAME}_709.mp4,22A`] }],
    ["day.csv"],
  );
  expect(match.rowsOf(NAME)).toMatchObject([{ metadata: { scene: "22A" } }]);
});

test("a sheet of which no row finds a clip is lost; the nearest clips and those without a row are named", async () => {
  const { end, said, events } = await matched(
    [clipAt(`/card/${NAME}.mp4`, NAME), clipAt("/card/B001.mp4", "B001C002_260424_R3CK")],
    [{ name: "day.csv", lines: [HEAD, "A050C007_260424_R3CK,22,1", "X,22,2"] }],
    ["day.csv"],
  );
  expect(end).toEqual({ rows: { total: 2, matched: 0, unmatched: 2 }, lost: 2 });
  expect(events).toMatchObject([
    {
      type: "row-left",
      reason: "unmatched",
      message: `A050C007_260424_R3CK, slate 22/1 matches no clip of this run. The nearest is ${NAME}.`,
      candidates: [NAME],
    },
    { type: "row-left", reason: "unmatched", candidates: [] },
    { type: "warning" },
  ]);
  expect(said("clips_without_row")).toEqual([
    `2 clips have no row in any sheet: ${NAME}, B001C002_260424_R3CK.`,
  ]);
});

test("columns that mean nothing are said once for each sheet, with the first few", async () => {
  const names = ["Foo", "Bar", "Bax", "Baz", "Qux", "Quux", "Corge"];
  const { said } = await matched(
    [clipAt(`/card/${NAME}.mp4`, NAME)],
    [{ name: "day.csv", lines: [`${HEAD},${names.join(",")},Empty`, `${NAME},22,1,a,b,c,d,e,f,g,`] }],
    ["day.csv"],
  );
  expect(said("columns_unknown")).toEqual([
    'day.csv: nothing is taken from "Foo", "Bar", "Bax", "Baz", "Qux" and 2 more columns; --map \'Foo=property\' would give it a meaning.',
  ]);
});

test("the day is the name's, the sheet's, the folder's, then the recording's", async () => {
  const path = "/show/20260424_Day012/A_CAM/C0001.mp4";
  const day = async (clip: Partial<FoundClip>, sheet?: string, at = path) => {
    const { match } = await matched(
      [clipAt(at, "C0001", clip)],
      [{ name: "day.csv", lines: ["File Name,Scene,Shoot Date", `C0001.mp4,22,${sheet ?? ""}`] }],
    );
    const facts = { date: "20260425" };
    const rows = match.rowsOf("C0001");
    const { metadata } = await gatherMetadata(clipAt(at, "C0001", clip), facts, rows, () => undefined);
    return metadata.date;
  };
  expect(await day({ date: "20260424" }, "2026-04-25")).toBe("20260424");
  expect(await day({}, "2026-04-23")).toBe("20260423");
  expect(await day({})).toBe("20260424");
  expect(await day({}, undefined, "/card/C0001.mp4")).toBe("20260425");
});

test("every sheet whose rows count is named, with where it comes from", async () => {
  const head = "File Name,Scene";
  const { read } = await matched(
    [clipAt("/card/x.mp4", NAME)],
    [
      { name: "beside.csv", lines: [head, `${NAME},1`] },
      { name: "given.csv", lines: [head, `${NAME},2`, "A009C001,3"] },
    ],
    ["given.csv"],
  );
  expect(read).toEqual([
    ["beside", 1],
    ["given", 2],
  ]);
});
