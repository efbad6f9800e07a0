import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import { annotateProject } from "../support/annotate-project.ts";

const HEAD = "Name,Scene,Take,Camera";

describe("undo", () => {
  test("leaves the service as it was before", async () => {
    const before = {
      A001C001: { scene: "22", take: "1", camera: "A" },
      A001C002: { scene: "22", take: "2", camera: "A" },
      A001C003: { scene: "1" },
    };
    const project = await annotateProject(before);
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,23,1,B", "A001C002,23,5,A");
    const sent = await project.annotate([sheet], { onConflict: "overwrite" });
    expect(project.server.clips.get("A001C002")).toEqual({ scene: "23", take: "5", camera: "A" });

    const undone = await project.undo(sent.undoFile);
    expect(Object.fromEntries(project.server.clips)).toEqual(before);
    expect(undone.result).toMatchObject({ exitCode: 0, counts: { found: 2, done: 2 }, fieldsChanged: 4 });
    expect(undone.of("clip-changing")[0]).toMatchObject({
      clip: "A001C001",
      changes: [
        { property: "scene", old: "23", new: "22" },
        { property: "camera", old: "B", new: "A" },
      ],
    });
  });

  test("can be undone itself, and done twice does nothing", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" } });
    const sent = await project.annotate([await project.sheet("day.csv", HEAD, "A001C001,,,B")]);
    const undone = await project.undo(sent.undoFile);
    expect(project.server.clips.get("A001C001")).toEqual({ camera: "A" });
    expect((await project.undo(sent.undoFile)).result.counts).toMatchObject({ done: 0, skipped: 1 });
    await project.undo(undone.undoFile);
    expect(project.server.clips.get("A001C001")).toEqual({ camera: "B" });
  });

  test("keeps what a person changed after us, and says so", async () => {
    const project = await annotateProject({ A001C001: { scene: "22", camera: "A" } });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,23,,B");
    const sent = await project.annotate([sheet], { onConflict: "overwrite" });
    project.server.clips.set("A001C001", { scene: "24", camera: "B" });
    const undone = await project.undo(sent.undoFile);
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "24", camera: "A" });
    expect(undone.warnings("undo_kept")).toEqual([
      'scene was changed to "24" since and is kept; it was "22" before.',
    ]);
    expect(undone.result.exitCode).toBe(0);
  });

  test("never blanks a field: one that was not set stays, and fails the clip with the reason", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" } });
    const sent = await project.annotate([await project.sheet("day.csv", HEAD, "A001C001,22,,B")]);
    const undone = await project.undo(sent.undoFile);
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "22", camera: "A" });
    expect(undone.outcome("A001C001")).toMatchObject({ status: "failed", metadata: { camera: "A" } });
    expect(undone.outcome("A001C001").error?.message).toContain('scene ("22") was not set before and stays');
    expect(undone.result.exitCode).toBe(4);
    for (const { entries } of project.patches()) expect(JSON.stringify(entries)).not.toContain("null");
  });

  test("takes out what was not set where that can be done, and counts it", async () => {
    const project = await annotateProject({});
    const at = openMemory({ clips: [{ name: "A001C001", metadata: { camera: "A" } }] });
    const sheet = await project.sheet("day.csv", "Name,Scene,Take,Circled,Rating", "A001C001,22,1,x,4");
    const sent = await project.annotate([sheet], { at });
    expect(sent.warnings("undo_partial")).toEqual([]);
    const undone = await project.undo(sent.undoFile, { at });
    expect((await at.list(new AbortController().signal)).get("A001C001")?.metadata).toEqual({
      camera: "A",
      circled: false,
    });
    expect(undone.result).toMatchObject({ exitCode: 0, counts: { done: 1 }, fieldsChanged: 4 });
    expect(undone.outcome("A001C001")).toMatchObject({
      metadata: { circled: false },
      blanked: ["scene", "take", "rating"],
    });
  });

  test("what it will not be able to take back is said when it is sent, once", async () => {
    const project = await annotateProject({ A001C001: { take: "1" }, A001C002: {} });
    const sheet = await project.sheet(
      "day.csv",
      "Name,Scene,Take,Circled",
      "A001C001,22,2,x",
      "A001C002,22,3,",
    );
    const sent = await project.annotate([sheet], { onConflict: "overwrite" });
    expect(sent.warnings("undo_partial")).toEqual([
      expect.stringContaining(
        "cannot take a value out again: where scene, take had none before, an undo leaves what is sent now.",
      ),
    ]);
  });

  test("a circle that was taken back is nobody's word: the sheet may circle the take again", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" } });
    const sheet = await project.sheet("day.csv", "Name,Circled", "A001C001,x");
    const sent = await project.annotate([sheet]);
    await project.undo(sent.undoFile);
    expect(project.server.clips.get("A001C001")).toEqual({ camera: "A", circled: false });
    const again = await project.annotate([sheet]);
    expect(again.warnings("metadata_kept")).toEqual([]);
    expect(project.server.clips.get("A001C001")).toEqual({ camera: "A", circled: true });
  });

  test("a refused old value fails its clip only", async () => {
    const project = await annotateProject({ A001C001: { rating: 9 }, A001C002: { rating: 2 } });
    const sheet = await project.sheet("day.csv", "Name,Rating", "A001C001,3", "A001C002,3");
    const sent = await project.annotate([sheet], { onConflict: "overwrite" });
    const undone = await project.undo(sent.undoFile);
    expect(undone.outcome("A001C001")).toMatchObject({
      status: "failed",
      error: { code: "metadata_refused" },
    });
    expect(project.server.clips.get("A001C002")).toEqual({ rating: 2 });
  });

  test("a clip that is gone is said, and costs the others nothing", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" }, A001C002: { camera: "A" } });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,,,B", "A001C002,,,B");
    const sent = await project.annotate([sheet]);
    project.server.clips.delete("A001C001");
    const undone = await project.undo(sent.undoFile);
    expect(undone.outcome("A001C001")).toMatchObject({
      status: "failed",
      error: { code: "clip_not_listed" },
    });
    expect(project.server.clips.get("A001C002")).toEqual({ camera: "A" });
    expect(project.server.unknownPatched).toEqual([]);
  });

  test("shows what it would do and sends nothing in a dry run", async () => {
    const project = await annotateProject({ A001C001: { camera: "A" } });
    const sent = await project.annotate([await project.sheet("day.csv", HEAD, "A001C001,,,B")]);
    const files = await project.stateFiles();
    const shown = await project.undo(sent.undoFile, { isDryRun: true });
    expect(shown.of("clip-changing")).toMatchObject([{ changes: [{ old: "B", new: "A" }] }]);
    expect(project.server.clips.get("A001C001")).toEqual({ camera: "B" });
    expect(await project.stateFiles()).toEqual(files);
  });

  test("a value of ours that came back may be replaced again, a person's may not", async () => {
    const project = await annotateProject({ A001C001: {}, A001C002: { scene: "1" } });
    const first = await project.sheet("first.csv", HEAD, "A001C001,1,,");
    const second = await project.sheet("second.csv", HEAD, "A001C001,2,,", "A001C002,2,,");
    const third = await project.sheet("third.csv", HEAD, "A001C001,3,,", "A001C002,3,,");
    await project.annotate([first]);
    const sent = await project.annotate([second], { onConflict: "overwrite" });
    await project.undo(sent.undoFile);
    await project.annotate([third]);
    expect(project.server.clips.get("A001C001")).toEqual({ scene: "3" });
    expect(project.server.clips.get("A001C002")).toEqual({ scene: "1" });
  });
});

describe("the undo file", () => {
  test("is on the disk before the first value is sent, holds exactly the fields that change, and no token", async () => {
    const project = await annotateProject({ A001C001: { scene: "22", camera: "A" } });
    let text = "";
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22,1,B");
    const run = await project.annotate([sheet], {
      alter: async (patch) => {
        const written = (await project.stateFiles()).find(
          (file) => file.includes("undo") && file.endsWith(".json"),
        );
        text = await readFile(`${project.stateFolder}/${written ?? ""}`, "utf8");
        return patch;
      },
    });
    expect(JSON.parse(text)).toMatchObject({
      undo_version: 1,
      clips: [
        {
          clip: "A001C001",
          fields: [
            { property: "take", old: null, sent: "1", ours: false },
            { property: "camera", old: "A", sent: "B", ours: false },
          ],
        },
      ],
    });
    expect(text).not.toContain(project.server.token);
    expect((await stat(run.undoFile ?? "")).mode & 0o077).toBe(0);
  });

  test("is a condition: where it cannot be written, nothing is sent", async () => {
    const project = await annotateProject({ A001C001: {} });
    const sheet = await project.sheet("day.csv", HEAD, "A001C001,22,,");
    await mkdir(project.stateFolder);
    await writeFile(`${project.stateFolder}/undo`, "a file where the folder should be");
    const run = await project.annotate([sheet]);
    expect(run.result).toMatchObject({
      status: "error",
      code: "config_invalid",
      counts: { found: 1, deferred: 1 },
    });
    expect(run.result.errors[0]?.message).toContain("Nothing was sent");
    expect(project.patches()).toEqual([]);
  });

  test("of another project is refused", async () => {
    const project = await annotateProject({ A001C001: {} });
    const sent = await project.annotate([await project.sheet("day.csv", HEAD, "A001C001,22,,")]);
    const other = await annotateProject({ A001C001: { scene: "22" } });
    const run = await other.undo(sent.undoFile);
    expect(run.result).toMatchObject({ code: "usage", exitCode: 2 });
    expect(other.server.apiRequests).toEqual([]);
  });

  test.each([
    ["no JSON", "hello"],
    ["another version", '{"undo_version":2}'],
    [
      "a value of the wrong type",
      '{"undo_version":1,"run":"r","at":"t","destination":{"id":"i","label":"l"},"clips":[{"clip":"A","fields":[{"property":"fps","old":"fast","sent":25,"ours":true}]}]}',
    ],
  ])("that holds %s is refused", async (_what, text) => {
    const project = await annotateProject({});
    const file = `${project.folder}/undo.json`;
    await writeFile(file, text);
    expect((await project.undo(file)).result).toMatchObject({ code: "metadata_unreadable", exitCode: 31 });
  });

  test("that is not there is refused", async () => {
    const project = await annotateProject({});
    const run = await project.undo(`${project.folder}/none.json`);
    expect(run.result.errors[0]?.message).toContain("there is no such file");
  });
});
