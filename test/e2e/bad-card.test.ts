import { copyFile, mkdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const GRADED = join(FIXTURE_CARD, "A001R1AA/_graded");
const GOOD = join(GRADED, "A001C001_261120_R1AA.mp4");
const OTHER_TAKE = join(GRADED, "A001C002_261120_R1AA.mp4");
const BROKEN_OFF = join(GRADED, "A001C003_261120_R1AA.mp4");

async function makeCard(): Promise<string> {
  const card = join(await tempFolder(), "Day012");
  const place = async (path: string) => {
    const target = join(card, path);
    await mkdir(dirname(target), { recursive: true });
    return target;
  };
  const copy = async (source: string, path: string) => copyFile(source, await place(path));
  const write = async (path: string, content: string | Buffer) => writeFile(await place(path), content);

  await copy(GOOD, "_graded/A001C001_261120_R1AA.mp4");
  await copy(GOOD, "_graded/-odd name %03d 'quoted'.mp4");
  await copy(GOOD, "_graded/A001C005_261120_R1AA.mp4");
  await copy(OTHER_TAKE, "_log/A001C005_261120_R1AA.mp4");

  await write("_graded/EMPTY.mp4", "");
  await write("_graded/TEXT.mp4", "this is not a film\n".repeat(1000));
  await write("_graded/PLAYLIST.mp4", `#EXTM3U\n#EXTINF:2,\n${GOOD}\n#EXT-X-ENDLIST\n`);
  await write("_graded/REMOTE.mp4", "ffconcat version 1.0\nfile 'http://127.0.0.1:9/x.mp4'\n");
  await copy(BROKEN_OFF, "_graded/BROKEN_OFF.mp4");
  await copy(GOOD, "_graded/HEADER_ONLY.mp4");
  await truncate(join(card, "_graded/HEADER_ONLY.mp4"), 6000);
  await write(
    "_graded/NOISE.mp4",
    Buffer.concat([(await readFile(GOOD)).subarray(0, 8000), Buffer.alloc(500_000, 0x5a)]),
  );

  await copy(GOOD, "_graded/TWIN.mp4");
  await copy(GOOD, "_graded/twin.mp4");
  await copy(GOOD, "one/DOUBLE.mp4");
  await copy(GOOD, "two/DOUBLE.mp4");
  await copy(GOOD, "_graded/Ko\u0308ln.mp4");
  await copy(GOOD, "_graded/K\u00f6ln.mp4");

  await write("A002.RDM/A002_C001_1120AB.RDC/A002_C001_1120AB_001.R3D", "RED2");
  await write("_graded/._A001C001_261120_R1AA.mp4", Buffer.alloc(4096));
  await symlink("/etc/passwd", await place("_graded/LINK.mp4"));
  return card;
}

test("each bad clip has its own end and message, and costs no other clip", async () => {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const card = await makeCard();
  const args = ["ingest", card, "--json", "--api", server.api, "--project", server.project];
  const run = await program.run(args, { ODAILIES_TOKEN: server.token });

  const ends = Object.fromEntries(
    run
      .lines()
      .filter(({ type }) => type === "clip")
      .map((line) => {
        const error = line["error"] as { code: string } | undefined;
        return [
          (line["clip"] as string).toLowerCase().normalize("NFC"),
          `${String(line["status"])} ${error?.code ?? ""}`.trim(),
        ];
      }),
  );
  expect(ends).toEqual({
    a001c001_261120_r1aa: "done",
    "-odd name %03d 'quoted'": "done",
    a001c005_261120_r1aa: "rejected spec_not_met",
    empty: "rejected spec_not_met",
    text: "rejected spec_not_met",
    playlist: "rejected spec_not_met",
    remote: "rejected spec_not_met",
    broken_off: "rejected spec_not_met",
    header_only: "rejected spec_not_met",
    noise: "rejected spec_not_met",
    twin: "rejected name_clash",
    double: "rejected name_clash",
    köln: "rejected name_clash",
  });
  expect([...server.files.keys()].toSorted()).toEqual([
    "_graded/-odd name %03d 'quoted'.mp4",
    "_graded/A001C001_261120_R1AA.mp4",
    "_graded/A001C005_261120_R1AA.mp4",
    "_thumbnails/-odd name %03d 'quoted'.jpg",
    "_thumbnails/A001C001_261120_R1AA.jpg",
    "_thumbnails/A001C005_261120_R1AA.jpg",
  ]);
  const messages = run
    .lines()
    .filter(({ type }) => type === "clip")
    .flatMap((line) => (line["error"] ? [(line["error"] as { message: string }).message] : []));
  for (const message of messages) expect(message).toMatch(/^.{10,}\.( \(and \d+ more\))?$/s);
  expect(run.lines().find(({ code }) => code === "undecodable_camera_originals")?.["message"]).toContain(
    "REDCINE-X",
  );
  expect(run.exitCode).toBe(5);
  expect(run.lineOf("result")).toMatchObject({ counts: { found: 13, done: 2, rejected: 11 } });
});
