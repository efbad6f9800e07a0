import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeRecording } from "../support/metadata-wav.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const CLIP = "A001C001_261120_R1AA";
const OTHER = "A001C002_261120_R1AA";

/** The fixture's first roll, and beside it what the mixer recorded from five seconds before the first clip on. */
async function dayFolder(): Promise<string> {
  const day = await tempFolder();
  const roll = join(day, "A001R1AA");
  await mkdir(join(roll, "_graded"), { recursive: true });
  for (const name of [CLIP, OTHER]) {
    const path = join("_graded", `${name}.mp4`);
    await cp(join(FIXTURE_CARD, "A001R1AA", path), join(roll, path));
  }
  await mkdir(join(day, "SOUND"));
  const ixml =
    "<SCENE>22A</SCENE><TAKE>003</TAKE><CIRCLED>TRUE</CIRCLED><NOTE>Boom in shot</NOTE><TRACK_LIST><TRACK><NAME>Anna_Lav</NAME></TRACK></TRACK_LIST>";
  const clock = 10 * 3600 + 15 * 60 - 5;
  await writeFile(join(day, "SOUND/22A_T3.WAV"), takeRecording({ clock, seconds: 15, ixml }));
  return day;
}

test("scene, take, circle and note come from the recording, until somebody says otherwise", async () => {
  const server = await startOdailiesServer();
  const day = await dayFolder();
  const program = programIn(await tempFolder());
  const run = (...more: string[]) =>
    program.run(["ingest", day, "--json", "--api", server.api, "--project", server.project, ...more], {
      ODAILIES_TOKEN: server.token,
    });
  const patches = () => server.apiRequests.filter(({ method }) => method === "PATCH").length;

  const first = await run();
  expect(first.exitCode, first.stderr).toBe(0);
  const suggested = { scene: "22A", take: "3", circled: true, description: "Boom in shot" };
  expect(server.clips.get(CLIP)).toMatchObject({ ...suggested, timecode: "10:15:00:00" });
  expect(first.clip(CLIP)).toMatchObject({ status: "done", metadata: suggested });
  expect(server.clips.get(OTHER)).not.toHaveProperty("scene");
  expect(first.lineOf("result")).toMatchObject({ rows: { total: 0, matched: 0, unmatched: 0 } });
  expect(first.stdout).not.toContain("Anna");

  const sent = patches();
  await run();
  expect(patches()).toBe(sent);

  await run("--metadata", SHEET);
  expect(server.clips.get(CLIP)).toMatchObject({ scene: "22", take: "1", description: "Anna at the window" });

  await run();
  expect(server.clips.get(CLIP)).toMatchObject({ scene: "22", take: "1", description: "Anna at the window" });
});

test("a sheet's value wins from the start, and sound that comes later fills only what is empty", async () => {
  const server = await startOdailiesServer();
  const day = await dayFolder();
  const program = programIn(await tempFolder());
  const sheet = join(day, "log.csv");
  await writeFile(sheet, `Name,Scene,Take\n${CLIP},22,3\n`);
  const args = ["--json", "--api", server.api, "--project", server.project, "--metadata", sheet];
  const env = { ODAILIES_TOKEN: server.token };
  const before = await program.run(["ingest", join(day, "A001R1AA"), ...args], env);
  expect(before.exitCode, before.stderr).toBe(0);
  expect(server.clips.get(CLIP)).toMatchObject({ scene: "22", take: "3" });
  expect(server.clips.get(CLIP)).not.toHaveProperty("description");

  const folders = [join(day, "A001R1AA"), join(day, "SOUND")];
  const after = await program.run(["ingest", ...folders, ...args], env);
  expect(after.exitCode, after.stderr).toBe(0);
  expect(after.lineOf("result")).toMatchObject({ bytes_uploaded: 0 });
  expect(server.clips.get(CLIP)).toMatchObject({
    scene: "22",
    take: "3",
    description: "Boom in shot",
    circled: true,
  });
});

test("--match name leaves recordings aside", async () => {
  const server = await startOdailiesServer();
  const day = await dayFolder();
  const program = programIn(await tempFolder());
  const args = ["ingest", day, "--match", "name", "--api", server.api, "--project", server.project];
  await program.run(args, { ODAILIES_TOKEN: server.token });
  expect(server.clips.get(CLIP)).toMatchObject({ timecode: "10:15:00:00" });
  expect(server.clips.get(CLIP)).not.toHaveProperty("scene");
});

test("an off-speed clip is marked, and takes nothing from the sound beside it", async () => {
  const server = await startOdailiesServer();
  const day = await dayFolder();
  const sheet = join(day, "speed.csv");
  await writeFile(sheet, `Name,Sensor FPS\n${CLIP},120\n${OTHER},25\n`);
  const run = await programIn(await tempFolder()).run(
    ["ingest", day, "--json", "--api", server.api, "--project", server.project, "--metadata", sheet],
    { ODAILIES_TOKEN: server.token },
  );
  expect(run.exitCode, run.stderr).toBe(0);
  const marked = run.lines().filter((line) => line["code"] === "off_speed");
  expect(marked).toMatchObject([{ type: "warning", clip: CLIP, message: expect.stringContaining("120") }]);
  expect(server.clips.get(CLIP)).not.toHaveProperty("scene");
});
