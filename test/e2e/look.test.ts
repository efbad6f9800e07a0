import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readBarCodes, readJpegBars, toBt709Codes, worstDistance } from "../support/media-readings.ts";
import { BAR_COLORS, makeSource } from "../support/media-sources.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIP = "A001C001_261120_R1AA";
const OTHER = "A001C002_261120_R1AA";
const SOP = "(1.1 0.9 1.0)(-0.02 0.03 0.01)(1.2 0.9 1.0)";
const SAT = 0.8;

const colors = BAR_COLORS.map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));

/** ASC CDL v1.2 by its formula, then red and blue swapped, as the LUT does. */
function graded(color: number[], { cdl, lut }: { cdl: boolean; lut: boolean }): number[] {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const [slope, offset, power] = [...SOP.matchAll(/\(([^)]+)\)/g)].map(([, group]) =>
    group!.split(" ").map(Number),
  );
  const corrected = color.map((code, channel) =>
    cdl ? clamp((code / 255) * slope![channel]! + offset![channel]!) ** power![channel]! : code / 255,
  );
  const [red = 0, green = 0, blue = 0] = corrected;
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const saturated = corrected.map((value) => (cdl ? clamp(luma + SAT * (value - luma)) : value) * 255);
  return lut ? saturated.toReversed() : saturated;
}

/** Two camera clips on a card, a LUT that swaps red and blue, and an ALE with the CDL of the first. */
async function cardWithLook() {
  const home = await tempFolder();
  const card = join(home, "A001");
  await mkdir(card);
  for (const name of [CLIP, OTHER])
    await makeSource(card, { name: `${name}.mov`, frames: 12, timecode: "01:00:00:00" });
  const lut = join(home, "swap.cube");
  const swap = [0, 1].flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${b} ${g} ${r}`)));
  await writeFile(lut, `LUT_3D_SIZE 2\n${swap.join("\n")}\n`);
  const ale = join(home, "A001.ale");
  const columns = ["Name", "Scene", "ASC_SOP", "ASC_SAT", "Gamma"];
  const row = [CLIP, "12", SOP, String(SAT), "LOG-C"];
  const heading = ["Heading", "FIELD_DELIM\tTABS", "VIDEO_FORMAT\t1080", "FPS\t25"];
  await writeFile(
    ale,
    [...heading, "", "Column", columns.join("\t"), "", "Data", row.join("\t"), ""].join("\n"),
  );
  const server = await startOdailiesServer();
  const program = programIn(home);
  const ingest = (...flags: string[]) =>
    program.run(
      [
        "ingest",
        card,
        "--json",
        "--api",
        server.api,
        "--project",
        server.project,
        "--preset",
        "veryfast",
        ...flags,
      ],
      { ODAILIES_TOKEN: server.token },
    );
  return { home, card, lut, ale, server, ingest };
}

describe("a look", () => {
  test("is laid onto the graded proxy, CDL before LUT; the LOG proxy goes up without it", async () => {
    const { home, lut, ale, server, ingest } = await cardWithLook();
    const kept = join(home, "kept");
    const run = await ingest("--lut", lut, "--cdl", "--metadata", ale, "--keep-proxies", kept);
    expect(run.exitCode, run.stderr).toBe(0);
    expect([...server.files.keys()].toSorted()).toEqual(
      ["_graded", "_log", "_thumbnails"].flatMap((folder) =>
        [CLIP, OTHER].map((clip) => `${folder}/${clip}.${folder === "_thumbnails" ? "jpg" : "mp4"}`),
      ),
    );

    const expected = (cdl: boolean) => colors.map((color) => toBt709Codes(graded(color, { cdl, lut: true })));
    const distance = async (name: string, wanted: number[][]) =>
      worstDistance(await readBarCodes(join(kept, name)), wanted);
    expect(await distance(`${CLIP}.graded.mp4`, expected(true))).toBeLessThanOrEqual(2);
    expect(await distance(`${OTHER}.graded.mp4`, expected(false))).toBeLessThanOrEqual(2);
    expect(await distance(`${CLIP}.log.mp4`, colors.map(toBt709Codes))).toBeLessThanOrEqual(2);
    const seen = colors.map((color) => graded(color, { cdl: true, lut: true }));
    expect(worstDistance(await readJpegBars(join(kept, `${CLIP}.thumbnail.jpg`)), seen)).toBeLessThanOrEqual(
      6,
    );

    const warned = run.lines().filter(({ type }) => type === "warning");
    expect(warned).toContainEqual(expect.objectContaining({ code: "cdl_missing", clip: OTHER }));
    const again = await ingest("--lut", lut, "--cdl", "--metadata", ale);
    expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 2 }, bytes_uploaded: 0 });
  });

  test("for another encoding than the clip's is refused, and costs no other clip", async () => {
    const { home, lut, ale, server, ingest } = await cardWithLook();
    const other = join(home, "ARRI_LogC4-to-Rec709.cube");
    await writeFile(other, await readFile(lut));
    const run = await ingest("--lut", other, "--metadata", ale, "--log-encoding", "logc4");
    expect(run.exitCode, run.stderr).toBe(5);
    expect(run.clip(CLIP)).toMatchObject({ status: "rejected", error: { code: "look_mismatch" } });
    expect(run.clip(CLIP)["error"]).toMatchObject({ message: expect.stringMatching(/LogC3.*LogC4/) });
    expect(run.clip(OTHER)).toMatchObject({ status: "done" });
    expect([...server.files.keys()].filter((key) => key.includes(CLIP))).toEqual([]);
  });

  test("leaves a clip alone that has its graded file, and says so", async () => {
    const { card, lut, server, ingest } = await cardWithLook();
    await mkdir(join(card, "_graded"));
    await makeSource(join(card, "_graded"), { name: `${CLIP}.mov`, frames: 12, timecode: "01:00:00:00" });
    const run = await ingest("--lut", lut);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.lines()).toContainEqual(expect.objectContaining({ type: "warning", code: "look_not_needed" }));
    expect([...server.files.keys()].filter((key) => key.startsWith("_log/"))).toContain(`_log/${OTHER}.mp4`);
  });

  test.each([
    [["--lut", "missing.cube"], 32, "lut_invalid"],
    [["--lut", "broken.cube"], 32, "lut_invalid"],
    [["--lut", "swap.cube", "--proxy", "never"], 2, "usage"],
    [["--lut", "swap.cube", "--as", "graded"], 2, "usage"],
    [["--lut", "swap.cube", "--log-encoding", "logz"], 2, "usage"],
    [["--log-encoding", "logc4"], 2, "usage"],
    [["--cdl-file", "none.ccc"], 32, "lut_invalid"],
  ])("%j ends before anything is read or sent", async (flags, exitCode, code) => {
    const { home, server, ingest } = await cardWithLook();
    await writeFile(join(home, "broken.cube"), "LUT_3D_SIZE 2\n0 0 0\n");
    const run = await ingest(...flags);
    expect(run.exitCode, run.stderr).toBe(exitCode);
    expect(run.lineOf("result")).toMatchObject({ code });
    expect(server.apiRequests).toEqual([]);
  });
});
