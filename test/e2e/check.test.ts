import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIP = "A001C002_261120_R1AA";
const FILE = join(FIXTURE_CARD, "A001R1AA/_graded", `${CLIP}.mp4`);

describe("odailies check", () => {
  test("of single files looks at them alone", async () => {
    const other = join(FIXTURE_CARD, "A001R1AA/_graded/A001C001_261120_R1AA.mp4");
    const run = await programIn(await tempFolder()).run(["check", FILE, other, "--json"]);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.lineOf("result")).toMatchObject({ counts: { found: 2, done: 2 } });
    expect(run.clip(CLIP)).toMatchObject({ planned: [{ role: "graded", action: "remux" }, {}] });
  });

  test.each([
    ["a path that is not there", "/nowhere", 10, "no such folder", "Check the path"],
    ["a file that is not a clip", join(FIXTURE_CARD, "continuity.csv"), 11, "no clip in", "Name the folder"],
  ])("of %s says so, with one thing to do", async (_, path, exitCode, message, hint) => {
    const run = await programIn(await tempFolder()).run(["check", path]);
    expect(run.exitCode).toBe(exitCode);
    expect(run.stderr).toContain("Nothing was checked.");
    expect(run.stderr).toContain(message);
    expect(run.stderr).toMatch(new RegExp(`Next: ${hint}`));
  });
});

test("ingest of a file names what takes one", async () => {
  const run = await programIn(await tempFolder()).run(["ingest", FILE]);
  expect(run.exitCode).toBe(10);
  expect(run.stderr).toContain("is a file, not a folder");
  expect(run.stderr).toContain("odailies upload");
});
