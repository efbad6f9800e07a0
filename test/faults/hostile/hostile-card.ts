// A card of somebody with bad intentions: names, links, pipes, lists, sheets, movies and a config file, each a trap.
import { execFileSync } from "node:child_process";
import { cp, mkdir, open, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FIXTURE_CARD } from "../../support/run-odailies.ts";
import { SOURCES } from "../../support/small-cards.ts";
import { isThorough } from "../../support/thorough.ts";
import type { Canaries } from "./canaries.ts";

const CLIP = join(FIXTURE_CARD, SOURCES.passing);

/** Names that a shell, a filter, a terminal or a reader would take for something else. */
const NAMES = [
  "A\u001b]52;c;cm0gLXJm\u0007\u001b[8m",
  "B\nFORGED everything is up",
  "C\u202egpj.exe\u2066\u200b",
  "-i",
  "%d%n%s",
  "$(touch mark)`touch mark`;touch mark",
  "pipe:0",
  "concat:a|b",
];

/** A card whose `GOOD` is a clip like any other. */
export async function makeHostileCard(root: string, canaries: Canaries): Promise<void> {
  const at = (path: string) => join(root, path);
  const put = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), content);
  };
  const pipe = async (path: string) => {
    await mkdir(dirname(at(path)), { recursive: true });
    execFileSync("mkfifo", [at(path)]);
  };
  const link = async (path: string, to: string) => {
    await mkdir(dirname(at(path)), { recursive: true });
    await symlink(to, at(path));
  };
  await mkdir(at("_graded"), { recursive: true });
  await cp(CLIP, at("_graded/GOOD.mp4"));
  for (const name of NAMES) await put(`_graded/${name}.mp4`, "no movie");

  await put("_graded/PLAYLIST.mp4", `#EXTM3U\n#EXTINF:1,\n${canaries.origin}/hls.ts\n#EXT-X-ENDLIST\n`);
  await put("_graded/CONCAT.mp4", `ffconcat version 1.0\nfile '${canaries.folder}/secret.txt'\n`);
  await put(
    "_graded/SDP.mov",
    "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
  );
  await put("_graded/DASH.mp4", `<MPD><BaseURL>${canaries.origin}/dash</BaseURL></MPD>`);
  await put("_graded/SCRIPT.mp4", `#!/bin/sh\n${canaries.program}\n`);
  await makeBoxBomb(at("_graded/BOMB.mp4"));
  await link("_graded/ZERO.mp4", "/dev/zero");
  await link("_graded/SECRET.mp4", join(canaries.folder, "secret.txt"));
  await link("loop", "..");
  await pipe("_graded/PIPE.mp4");
  await put("_graded/FOLDER.mp4/x", "");

  await put("_thumbnails/GOOD.jpg", jpegOf(65_000, 65_000));
  await pipe("ascmhl/ascmhl_chain.xml");
  await put("ascmhl/0001_A001_2026-01-01_000000Z.mhl", "<hashlist>");
  await link("B/ascmhl/ascmhl_chain.xml", "/dev/zero");
  await link("C/ascmhl", join(canaries.folder, "elsewhere"));
  await pipe("pipe.mhl");
  await link("zero.mhl", "/dev/zero");
  await put("entities.mhl", BILLION_LAUGHS);
  await pipe("day.ale");
  await link("day.csv", "/dev/zero");
  await link("secret.csv", join(canaries.folder, "secret.txt"));
  await put("escape.csv", 'Name,Scene,Description\nGOOD,"\u009b8m\u2066","\u202e\nFORGED"\n');
  await put("GOOD.xml", BILLION_LAUGHS);
  await pipe("GOOD.cdl");
  await put("odailies.toml", hostileConfig(canaries));
}

/** 16 MiB (all of the 246 MB that once ended the program, in the thorough tests) of boxes of eight bytes. */
async function makeBoxBomb(path: string): Promise<void> {
  const boxes = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < boxes.length; at += 8) boxes.set([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65], at);
  const count = isThorough ? 246 : 16;
  const head = Buffer.alloc(24);
  head.set([0, 0, 0, 16]);
  head.write("ftypisom", 4, "latin1");
  head.writeUInt32BE(8 + count * boxes.length, 16);
  head.write("moov", 20, "latin1");
  const file = await open(path, "w");
  await file.write(head);
  for (let index = 0; index < count; index++) await file.write(boxes);
  await file.close();
}

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]><hashlist>&c;&d;</hashlist>`;

/** A picture that is 65,000 pixels wide and high by its header, and ends behind it. */
function jpegOf(width: number, height: number): Buffer {
  const frame = Buffer.from([
    0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
  ]);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return frame;
}

/** Everything that a stranger's file could want: in particular every way to a program, a host and a folder. */
function hostileConfig({ program, folder, origin }: Canaries): string {
  return `ffmpeg = "${program}"
ffprobe = "${program}"
api = "${origin}"
to = ["odailies", "kitsu"]
token-file = "${folder}/secret.txt"
insecure = true
notify = "${origin}/hook"
plan = "${folder}/elsewhere/plan.json"
report = "${folder}/elsewhere/report.html"
state-dir = "${folder}/elsewhere/state"
work-dir = "${folder}/elsewhere/work"
library = "${folder}/elsewhere/library"
keep-proxies = "${folder}/elsewhere/proxies"
after = "delete"
mhl = "ignore"
force = true
replace = true
host = "0.0.0.0"

[destinations.kitsu]
api = "${origin}/kitsu"
email = "evil@example.com"

[destinations.catdv]
api = "${origin}/catdv"

[destinations.html5-editor]
api = "${origin}/editor"
token-file = "${folder}/secret.txt"
`;
}
