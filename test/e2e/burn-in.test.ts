import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { makeSource } from "../support/media-sources.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIP = "A001C001_261120_R1AA";

/** A pair that is ready as it is: grey bars, so that every letter shows. */
async function dailies() {
  const home = await tempFolder();
  const card = join(home, "DAY");
  for (const folder of ["_graded", "_log"]) {
    await mkdir(join(card, folder), { recursive: true });
    await makeSource(join(card, folder), {
      name: `${CLIP}.mp4`,
      size: "960x540",
      frames: 12,
      timecode: "10:00:00:00",
      codec: ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"],
      pixelFormat: "yuv420p",
      options: ["-movflags", "+faststart+write_colr"],
    });
  }
  const server = await startOdailiesServer();
  const ingest = (...flags: string[]) =>
    programIn(home).run(
      ["ingest", card, "--json", "--api", server.api, "--project", server.project, ...flags],
      { ODAILIES_TOKEN: server.token },
    );
  return { home, card, server, ingest };
}

/** The largest difference, over small areas, of two files' first frames in a strip at the top and one at the bottom. */
async function difference(a: string, b: string): Promise<{ upper: number; lower: number }> {
  const half = (top: string) =>
    `[0:v]crop=iw:ih*0.12:0:ih*${top}[a];[1:v]crop=iw:ih*0.12:0:ih*${top}[b];[a][b]blend=all_mode=difference,scale=96:6:flags=area,format=gray`;
  const read = async (top: string) => {
    const { stdout } = await execa(
      anyTools().ffmpeg.path,
      [
        "-v",
        "error",
        "-i",
        a,
        "-i",
        b,
        "-filter_complex",
        half(top),
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "pipe:1",
      ],
      { encoding: "buffer" },
    );
    return Math.max(...stdout);
  };
  return { upper: await read("0.02"), lower: await read("0.86") };
}

describe("--burn-in", () => {
  test("is drawn into the graded file, which is encoded for it, and never into the LOG file", async () => {
    const { home, card, server, ingest } = await dailies();
    const kept = join(home, "kept");
    const run = await ingest("--burn-in", "bl={name} {scene}; br={timecode}", "--keep-proxies", kept);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.clip(CLIP)["files"]).toMatchObject([
      { role: "graded", action: "encode" },
      { role: "thumbnail", action: "still" },
      { role: "log", action: "passthrough" },
    ]);
    expect(await readdir(kept)).toEqual([`${CLIP}.graded.mp4`, `${CLIP}.thumbnail.jpg`]);
    const source = join(card, "_graded", `${CLIP}.mp4`);
    const { upper, lower } = await difference(source, join(kept, `${CLIP}.graded.mp4`));
    expect(upper).toBeLessThan(8);
    expect(lower).toBeGreaterThan(20);

    const before = server.storageRequests.length;
    expect((await ingest("--burn-in", "bl={name} {scene}; br={timecode}")).exitCode).toBe(0);
    expect(server.storageRequests).toHaveLength(before);
  });

  test.each([
    [["--burn-in", "bl={nmae}"], "usage", /name/],
    [["--burn-in", "bl={name}", "--proxy", "never"], "usage", /--proxy never/],
    [["--burn-in", "bl={name}; font=missing.ttf"], "usage", /missing\.ttf/],
  ])("%j is refused before anything is sent", async (flags, code, message) => {
    const { server, ingest } = await dailies();
    const run = await ingest(...flags);
    expect(run.exitCode).toBe(2);
    expect(run.lineOf("result")).toMatchObject({ code });
    expect(run.stdout).toMatch(message);
    expect(server.apiRequests).toEqual([]);
  });
});
