import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../src/domain/errors.ts";
import { annotateProject } from "../support/annotate-project.ts";

const HEAD = "Name,Scene,Take,Description,Rating";

describe("what is sent", () => {
  test("is only what changes, and only to the clips that rows name", async () => {
    const project = await annotateProject({
      A001C001: { scene: "22", take: "1" },
      A001C002: { scene: "22" },
      A001C003: {},
    });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001.mov,22,1,,", "A001C002,22,2,Wide,4");
    const run = await project.annotate([sheet]);

    expect(project.patches()).toEqual([
      {
        path: expect.stringContaining("/v2/") as string,
        entries: [{ name: "A001C002", take: "2", description: "Wide", rating: 4 }],
      },
    ]);
    expect(run.result).toMatchObject({
      exitCode: 0,
      counts: { found: 2, done: 1, skipped: 1 },
      rows: { total: 2, matched: 2, unmatched: 0 },
      clipsWithoutRow: ["A001C003"],
      fieldsChanged: 3,
    });
    expect(project.server.clips.get("A001C002")).toEqual({
      scene: "22",
      take: "2",
      description: "Wide",
      rating: 4,
    });
  });

  test("is shown before it goes out, with the old values", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" } });
    const sheet = await project.sheet("day.csv", "Name,Camera,Take", "A001C001,B,3");
    const seen: { type: string; patched: number }[] = [];
    const run = await project.annotate([sheet], {
      emit: ({ type }) => seen.push({ type, patched: project.patches().length }),
    });
    expect(seen.map(({ type }) => type)).toEqual([
      "run-started",
      "sheet-read",
      "clip-changing",
      "undo-written",
      "warning",
      "clip-ended",
      "run-ended",
    ]);
    expect(seen.map(({ patched }) => patched)).toEqual([0, 0, 0, 0, 0, 1, 1]);
    expect(run.of("clip-changing")).toMatchObject([
      {
        clip: "A001C001",
        changes: [
          { property: "take", old: undefined, new: "3" },
          { property: "camera", old: "A", new: "B" },
        ],
      },
    ]);
  });

  test("never touches a clip or writes a file in a dry run, which tells the same changes", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" }, A001C002: { take: "1" } });
    const sheet = await project.sheet("day.csv", "Name,Camera,Take", "A001C001,B,", "A001C002,,1");
    const run = await project.annotate([sheet], { isDryRun: true });
    expect(project.patches()).toEqual([]);
    expect(await project.stateFiles()).toEqual([]);
    expect(run.undoFile).toBeUndefined();
    expect(run.of("clip-changing")).toMatchObject([
      { clip: "A001C001", changes: [{ property: "camera", old: "A", new: "B" }] },
    ]);
    expect(run.outcome("A001C001")).toMatchObject({ status: "done", metadata: {} });
    expect(run.outcome("A001C002")).toMatchObject({ status: "skipped" });
    expect(run.result).toMatchObject({ exitCode: 0, fieldsChanged: 0 });
  });

  test("does not replace a rate with the round one of an ALE's heading", async () => {
    const project = await annotateProject({ A001C001: { fps: 23.976 }, A001C002: {} });
    const ale = ["Heading", "FIELD_DELIM\tTABS", "FPS\t24", "", "Column", "Name\tScene", "", "Data"];
    const sheet = await project.sheet("day.ale", ...ale, "A001C001\t1", "A001C002\t1");
    await project.annotate([sheet]);
    expect(project.server.clips.get("A001C001")).toEqual({ fps: 23.976, scene: "1" });
    expect(project.server.clips.get("A001C002")).toEqual({ fps: 24, scene: "1" });
  });
});

describe("a value that is there already", () => {
  test("stays when a person entered it, and is said with the row", async () => {
    const project = await annotateProject({ A001C001: { scene: "22A" } });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22B,7,,");
    const run = await project.annotate([sheet]);
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "22A", take: "7" });
    const [message] = run.warnings("metadata_kept");
    expect(message).toContain('scene "22A"');
    expect(message).toContain('day.csv:2 says "22B"');
    expect(run.result.exitCode).toBe(0);
  });

  test("is overwritten when that is asked for", async () => {
    const project = await annotateProject({ A001C001: { scene: "22A" } });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22B,,,");
    await project.annotate([sheet], { onConflict: "overwrite" });
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "22B" });
  });

  test("is replaced when an earlier run of ours sent it", async () => {
    const project = await annotateProject({ A001C001: {} });
    await project.annotate([await project.sheet("day.csv", HEAD, "A001C001,22,1,,")]);
    const corrected = await project.annotate([await project.sheet("day.csv", HEAD, "A001C001,23,1,,")]);
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "23", take: "1" });
    expect(corrected.outcome("A001C001").metadata).toEqual({ scene: "23" });
  });
});

describe("several sheets", () => {
  test("the later one wins, and the difference is told with both sources", async () => {
    const project = await annotateProject({ A001C001: {} });
    const first = await project.sheet("camera.csv", HEAD, "A001C001,22,1,Wide,");
    const second = await project.sheet("script.csv", HEAD, "A001C001,22,2,,");
    const run = await project.annotate([first, second]);
    // What the first one describes is take 1.
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "22", take: "2" });
    expect(run.warnings("sheets_differ")).toEqual([
      'take is "2" in script.csv:2 and "1" in camera.csv:2; "2" counts.',
    ]);
  });

  test("a circle that a newer version of the list does not have goes, and is shown old and new", async () => {
    const project = await annotateProject({ A001C001: {}, A001C002: { circled: true } });
    const head = "Name,Scene,Take,Circled";
    await project.annotate([await project.sheet("v1.csv", head, "A001C001,22,1,x")]);
    expect(project.server.clips.get("A001C001")).toMatchObject({ circled: true });
    const next = await project.sheet("v2.csv", head, "A001C001,22,1,", "A001C002,22,2,");
    const run = await project.annotate([next]);
    expect(project.server.clips.get("A001C001")).toMatchObject({ circled: false });
    expect(run.of("clip-changing")[0]).toMatchObject({
      clip: "A001C001",
      changes: [{ property: "circled", old: true, new: false }],
    });
    // Somebody circled it in the browser.
    expect(project.server.clips.get("A001C002")).toMatchObject({ circled: true });
    expect(run.warnings("metadata_kept")).toEqual([expect.stringContaining('circled "true"')]);
  });

  test("two rows of one sheet that tell different takes of a clip are both told, and none is sent", async () => {
    const project = await annotateProject({ A001C001: {} });
    const head = "Name,Scene,Take,Circled";
    const sheet = await project.sheet("day.csv", head, "A001C001,23,1,x", "A001C001,23,2,");
    const run = await project.annotate([sheet]);
    expect(project.patches()).toEqual([]);
    expect(run.of("row-left")).toMatchObject([
      {
        line: 2,
        reason: "ambiguous",
        candidates: ["A001C001"],
        message:
          "A001C001, slate 23/1 tells another take of A001C001 than line 3 (slate 23/2); none of them counts.",
      },
      { line: 3, reason: "ambiguous", candidates: ["A001C001"] },
    ]);
    expect(run.result).toMatchObject({ exitCode: 4, rows: { total: 2, matched: 0, unmatched: 2 } });
  });

  test("a time in a sheet never moves the start of a clip unless that is asked for", async () => {
    const there = { timecode: "10:00:00:00", fps: 25 };
    const project = await annotateProject({ A001C001: { ...there }, A001C002: { ...there } });
    const head = "Name,Start,FPS,Scene";
    const sheet = await project.sheet(
      "day.csv",
      head,
      "A001C001,10:00:05:00,25,22",
      "A001C002,10:00:00;00,25,22",
    );
    const run = await project.annotate([sheet]);
    for (const name of ["A001C001", "A001C002"])
      expect(project.server.clips.get(name)).toEqual({ ...there, scene: "22" });
    expect(run.warnings("file_differs")).toEqual([
      expect.stringMatching(/^timecode is "10:00:00:00" in .* and "10:00:05:00" in day\.csv:2/),
    ]);
    await project.annotate([sheet], { onConflict: "overwrite" });
    expect(project.server.clips.get("A001C001")).toMatchObject({ timecode: "10:00:05:00" });
  });

  test("a sheet that cannot be read ends the run before anything is sent", async () => {
    const project = await annotateProject({ A001C001: {} });
    const good = await project.sheet("good.csv", HEAD, "A001C001,22,1,,");
    const bad = await project.sheet("bad.csv", "no table at all");
    const run = await project.annotate([good, bad]);
    expect(run.result).toMatchObject({ status: "error", code: "metadata_unreadable", exitCode: 31 });
    expect(project.server.apiRequests).toEqual([]);
  });

  test("a mapping that no sheet uses is said", async () => {
    const project = await annotateProject({ A001C001: {} });
    const sheet = await project.sheet("day.csv", "Name,Szenenbild", "A001C001,22");
    const run = await project.annotate([sheet], { map: ["Szenenbild=scene", "Klape=take"] });
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "22" });
    expect(run.warnings("mapping_unused")).toEqual(['No sheet has a column "Klape" to be read as take.']);
  });
});

describe("rows and clips that do not find each other", () => {
  test("a row that fits two clips is given to neither, and the run does not count as complete", async () => {
    const project = await annotateProject({
      A001C001_260422_R1AA: {},
      A001C001_260423_R1AA: {},
      A001C002_260422_R1AA: {},
    });
    const sheet = await project.sheet("log.csv", "Roll,Clip,Scene", "A001,1,22", "A001,2,23", "B009,1,24");
    const run = await project.annotate([sheet]);
    expect(run.of("row-left")).toMatchObject([
      { sheet: "log.csv", line: 4, reason: "unmatched", candidates: [] },
      {
        sheet: "log.csv",
        line: 2,
        reason: "ambiguous",
        candidates: ["A001C001_260422_R1AA", "A001C001_260423_R1AA"],
      },
    ]);
    expect(project.server.clips.get("A001C001_260422_R1AA")).toEqual({});
    expect(project.server.clips.get("A001C002_260422_R1AA")).toMatchObject({ scene: "23" });
    expect(run.result).toMatchObject({ exitCode: 4, rows: { total: 3, matched: 1, unmatched: 2 } });
  });

  test("rows without a clip alone are no failure", async () => {
    const project = await annotateProject({ A001C001: {} });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22,1,,", ",22,WT1,Rain,");
    expect((await project.annotate([sheet])).result).toMatchObject({
      exitCode: 0,
      rows: { total: 2, matched: 1, unmatched: 1 },
    });
  });

  test("a sound report finds its clip by the time they share on the same day", async () => {
    const clip = { timecode: "10:00:00:00", fps: 25, duration: 60 };
    const project = await annotateProject({
      C0001: { ...clip, date: "20260422" },
      C0002: { ...clip, date: "20260424" },
    });
    const head = "File Name,Scene,Take,Start TC,End TC,Date";
    const sheet = await project.sheet("sound.csv", head, "S01.wav,22,3,10:00:02:00,10:00:50:00,2026-04-22");
    await project.annotate([sheet]);
    expect(project.server.clips.get("C0001")).toMatchObject({ scene: "22", take: "3" });
    expect(project.server.clips.get("C0002")).not.toHaveProperty("scene");
  });
});

describe("when the service says no", () => {
  test("one refused row fails its clip by name and line, and every other clip gets its values", async () => {
    const names = Array.from({ length: 9 }, (_, index) => `A001C00${index + 1}`);
    const project = await annotateProject(Object.fromEntries(names.map((name) => [name, {}])));
    const rows = names.map((name, index) => `${name},22,${index + 1},,${name === "A001C004" ? 5 : 3}`);
    const sheet = await project.sheet("day.csv", HEAD, ...rows);
    const run = await project.annotate([sheet], {
      alter: (patch) =>
        patch.metadata.rating === 5 ? { ...patch, metadata: { ...patch.metadata, rating: 9 } } : patch,
    });

    expect(run.result).toMatchObject({ exitCode: 4, counts: { done: 8, failed: 1 } });
    expect(run.outcome("A001C004")).toMatchObject({
      status: "failed",
      metadata: {},
      error: { code: "metadata_refused" },
    });
    expect(run.outcome("A001C004").error?.message).toContain("day.csv:5");
    expect(run.outcome("A001C004").error?.message).toContain("rating is 0 to 5");
    expect(project.server.clips.get("A001C004")).toEqual({});
    for (const name of names.filter((name) => name !== "A001C004")) {
      expect(project.server.clips.get(name)).toMatchObject({ scene: "22", rating: 3 });
    }
  });

  test("fields that the API version cannot hold are named, and the rest is sent", async () => {
    const project = await annotateProject({ A001C001: {} });
    const sheet = await project.sheet("day.csv", "Name,Scene,Lens", "A001C001,22,Cooke");
    const run = await project.annotate([sheet], { apiVersion: "v2" });
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "22" });
    expect(run.outcome("A001C001")).toMatchObject({ metadata: { scene: "22" }, unsent: ["lens"] });
    expect(run.warnings("metadata_unsupported")).toHaveLength(1);
    expect(run.result.exitCode).toBe(4);
  });

  test("a token that may not write ends the run, and every clip is accounted for", async () => {
    const project = await annotateProject({ A001C001: {}, A001C002: {} });
    project.server.permissions.delete("Write");
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22,1,,", "A001C002,22,2,,");
    const run = await project.annotate([sheet]);
    expect(run.result).toMatchObject({
      code: "permission_missing",
      exitCode: 42,
      counts: { found: 2, deferred: 2 },
    });
    expect(JSON.stringify(run.events)).not.toContain(project.server.token);
  });

  test("a stop sends nothing more, and the next run does the rest", async () => {
    const names = Array.from({ length: 450 }, (_, index) => `A001C${String(index + 1).padStart(3, "0")}`);
    const project = await annotateProject(Object.fromEntries(names.map((name) => [name, {}])));
    const sheet = await project.sheet("day.csv", "Name,Scene", ...names.map((name) => `${name},22`));
    const stop = new AbortController();
    const stopped = await project.annotate([sheet], {
      signal: stop.signal,
      emit: ({ type }) => {
        if (type === "clip-ended") stop.abort(new OdailiesError("cancelled", "Stopped.", { hint: "" }));
      },
    });
    const sent = [...project.server.clips.values()].filter(({ scene }) => scene === "22").length;
    expect(sent).toBe(200);
    expect(stopped.result).toMatchObject({
      status: "cancelled",
      exitCode: 3,
      counts: { found: 450, done: 200, deferred: 250 },
    });
    const next = await project.annotate([sheet]);
    expect(next.result.counts).toMatchObject({ done: 250, skipped: 200 });
  });

  test("a second run on the same project waits its turn", async () => {
    const project = await annotateProject({ A001C001: {} });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22,1,,");
    const codes: string[] = [];
    await project.annotate([sheet], {
      alter: async (patch) => {
        codes.push((await project.annotate([sheet])).result.code);
        return patch;
      },
    });
    expect(codes).toEqual(["locked"]);
  });
});

describe("a large project", () => {
  test("5,000 changed clips cost no more than 60 requests", async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `A001_${String(index).padStart(5, "0")}`);
    const project = await annotateProject(Object.fromEntries(names.map((name) => [name, {}])));
    const rows = names.map((name, index) => `${name},22,${index},Cooke`);
    const run = await project.annotate([await project.sheet("day.csv", "Name,Scene,Take,Lens", ...rows)]);
    expect(run.result.counts.done).toBe(5000);
    expect(project.server.clips.get(names[4999]!)).toEqual({ scene: "22", take: "4999", lens: "Cooke" });
    expect(project.server.apiRequests.length).toBeLessThanOrEqual(60);
  });

  test("10,000 rows find their 10,000 clips", async () => {
    const name = (index: number) =>
      `A${String(Math.floor(index / 900) + 1).padStart(3, "0")}C${String((index % 900) + 1).padStart(3, "0")}_260422_R1AA`;
    const names = Array.from({ length: 10_000 }, (_, index) => name(index));
    const project = await annotateProject(Object.fromEntries(names.map((clip) => [clip, { scene: "1" }])));
    const rows = names.map((clip, index) => `${clip}.mxf,1,${index}`);
    const sheet = await project.sheet("day.csv", "File Name,Scene,Take", ...rows.toReversed());
    const run = await project.annotate([sheet], { isDryRun: true });
    expect(run.result).toMatchObject({ rows: { matched: 10_000 }, counts: { done: 10_000 } });
    expect(run.of("clip-changing")[1234]).toMatchObject({
      clip: names[1234],
      changes: [{ property: "take", new: "1234" }],
    });
  });
});
