import { describe, expect, test } from "vitest";
import {
  DEFAULT_FILE_NAME,
  readFileTemplate,
  readFolderTemplate,
} from "../../../src/destinations/html5-editor/name-template.ts";

describe("a file name", () => {
  const files = readFileTemplate(DEFAULT_FILE_NAME);

  test.each([
    [{ scene: "22", shot: "4", take: "1" }, "A001C001_220901_R3CK", "22-4-1 A001C001_220901_R3CK.mp4"],
    [{ scene: "22", take: "1" }, "A001C001", "22-1 A001C001.mp4"],
    [{ take: "1" }, "A001C001", "1 A001C001.mp4"],
    [{}, "A001C001_220901_R3CK", "A001C001_220901_R3CK.mp4"],
    [{}, "Größe 1", "- Größe 1.mp4"],
    [{ scene: "22 A", shot: "4/5" }, "Clip 1 - x", "22_A-4-5 Clip 1 - x.mp4"],
  ])("of %o and %s holds both, and the clip's name is found again", (metadata, clipName, expected) => {
    const name = files.render(metadata, { role: "graded", clipName });
    expect(name).toBe(expected);
    expect(files.read(name)).toEqual({ clipName, role: "graded" });
  });

  test("of another role is another one", () => {
    const name = files.render({ scene: "1" }, { role: "log", clipName: "A001C001" });
    expect(name).toBe("1 A001C001_LOG.mp4");
    expect(files.read(name)).toEqual({ clipName: "A001C001", role: "log" });
  });

  test("that is of no file of ours names no clip", () => {
    expect(files.read("Titles.png")).toBeUndefined();
  });

  test("keeps underscores of clips apart from the one before the name", () => {
    const names = readFileTemplate("{scene}_{name}");
    for (const scene of ["2_2", ""]) {
      const name = names.render({ scene }, { role: "graded", clipName: "A001_C001" });
      expect(names.read(name)?.clipName).toBe("A001_C001");
    }
  });

  test.each(["{scene}", "{name} {take}", "{scene}{name}", "{lens} {name}"])("%s is refused", (template) => {
    expect(() => readFileTemplate(template)).toThrow(
      expect.objectContaining({ code: "config_invalid" }) as Error,
    );
  });
});

describe("folders", () => {
  test.each([
    ["Scene {scene}", { scene: "22/4" }, ["Scene 22-4"]],
    ["{date}/Scene {scene}", { date: "20260422", scene: "22" }, ["20260422", "Scene 22"]],
    ["{date}/Scene {scene}", { scene: "22" }, ["Unsorted", "Scene 22"]],
    ["Dailies", {}, ["Dailies"]],
    ["Scene {scene}", {}, ["Unsorted"]],
  ])("of %s and %o", (template, metadata, expected) => {
    expect(readFolderTemplate(template)(metadata)).toEqual(expected);
  });
});
