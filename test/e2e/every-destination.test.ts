import { createHash } from "node:crypto";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startCatdvServer } from "../support/catdv-server.ts";
import { bytesOf } from "../support/editor-library.ts";
import { startEditorServer } from "../support/editor-server.ts";
import { startKitsuServer } from "../support/kitsu-server.ts";
import { H264, makeSource } from "../support/media-sources.ts";
import { readRecords } from "../support/middle-run.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { type Program, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SHOT = new Date("2026-04-22T08:00:00Z");
const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");

/** What CatDV has no field of its own for. */
const USER_FIELDS = "camera lens focalLength tStop asa filter fps".split(" ");

interface TestClip {
  readonly name: string;
  readonly makes: "as it is" | "remux" | "encode";
  readonly hasLog: boolean;
  readonly scene: string;
  readonly take: string;
  readonly circled: boolean;
}

/** Four go up as they are, four have to be remuxed, four encoded; three have a LOG file. */
const CLIPS = Array.from({ length: 12 }, (_, i): TestClip => {
  const number = String(i + 1).padStart(3, "0");
  const makes = (["as it is", "remux", "encode"] as const)[i % 3]!;
  const slate = { scene: i < 6 ? "22" : "23A", take: String(i + 1), circled: i % 2 === 0 };
  return { name: `A001C${number}_260422_R1AA`, makes, hasLog: i % 4 === 0, ...slate };
});

/** A box that players skip (ISO 14496-12, `free`): no two files are the same. */
function mark(clip: TestClip): Buffer {
  const text = Buffer.from(clip.name);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + text.length, 0);
  head.write("free", 4, "latin1");
  return Buffer.concat([head, text]);
}

async function makeCard(folder: string): Promise<{ readonly root: string; readonly sheet: string }> {
  const root = join(folder, "A001R1AA");
  const made = join(folder, "made");
  for (const name of [join(root, "_graded"), join(root, "_log"), made])
    await mkdir(name, { recursive: true });
  const sound = { sound: ["sine=frequency=1000:sample_rate=48000"], soundCodec: ["-c:a", "aac"] };
  const all = { frames: 10, size: "320x180", timecode: "10:00:00:00", codec: H264, ...sound } as const;
  const playable = { ...all, pixelFormat: "yuv420p" };
  const options = ["-movflags", "+faststart+write_colr"];
  const sources = {
    "as it is": await makeSource(made, { ...playable, name: "fits.mp4", options }),
    remux: await makeSource(made, { ...playable, name: "moov-last.mp4" }),
    encode: await makeSource(made, { ...all, name: "422.mov", soundCodec: [], pixelFormat: "yuv422p" }),
  };
  for (const clip of CLIPS) {
    const bytes = Buffer.concat([await readFile(sources[clip.makes]), mark(clip)]);
    const extension = clip.makes === "encode" ? "mov" : "mp4";
    const paths = [join(root, "_graded", `${clip.name}.${extension}`)];
    if (clip.hasLog) paths.push(join(root, "_log", `${clip.name}.${extension}`));
    for (const path of paths) {
      await writeFile(path, bytes);
      await utimes(path, SHOT, SHOT);
    }
  }
  const rows = CLIPS.map(({ name, scene, take, circled }) =>
    [name, scene, "4", take, circled ? "x" : "", `Anna, take ${take}`, "50mm", "2,8", "800", "Pro-Mist"].join(
      ";",
    ),
  );
  const sheet = join(folder, "continuity.csv");
  const head = "File Name;Scene;Shot;Take;Circled;Description;Lens;T-Stop;ASA;Filter";
  await writeFile(sheet, `${[head, ...rows].join("\n")}\n`);
  return { root, sheet };
}

/** One server of each system, and one config file that names them all. */
async function startEach(program: Program) {
  const [odailies, kitsu, catdv, editor] = await Promise.all([
    startOdailiesServer(),
    startKitsuServer(),
    startCatdvServer({ fields: ["Scene", "Shot", "Take", "LOG", ...USER_FIELDS] }),
    startEditorServer(),
  ]);
  kitsu.switches.needsMovies = true;
  const proxies = join(program.home, "proxies");
  await mkdir(proxies, { recursive: true });
  const config = join(program.home, "own.toml");
  await writeFile(
    config,
    `api = "${odailies.api}"
project = "${odailies.project}"
[destinations.kitsu]
api = "${kitsu.url}"
project = "${kitsu.project.name}"
[destinations.catdv]
api = "${catdv.api}"
project = "${catdv.catalogue}"
user = "${catdv.user}"
media-folder = "proxies"
log-field = "LOG"
fields = { ${USER_FIELDS.map((name) => `${name} = "${name}"`).join(", ")} }
[destinations.html5-editor]
api = "${editor.api}"
project = "My Film"
log = true
`,
  );
  const env = {
    ODAILIES_TOKEN: odailies.token,
    ODAILIES_KITSU_TOKEN: kitsu.botToken,
    ODAILIES_CATDV_TOKEN: catdv.password,
    ODAILIES_HTML5_EDITOR_TOKEN: editor.token,
  };
  const to = ["odailies", "kitsu", "catdv", "html5-editor"].flatMap((kind) => ["--to", kind]);
  const writes = () => [
    odailies.storageRequests.length + odailies.apiRequests.filter(({ method }) => method === "PATCH").length,
    kitsu.writes().length,
    catdv.requests.filter((request) => /^(?:POST|PUT) \/(?!session)/.test(request)).length,
    editor.requests.filter((request) => /^(?:POST|PUT|PATCH|DELETE) /.test(request)).length,
  ];
  return { odailies, kitsu, catdv, editor, proxies, args: ["--config", config, ...to], env, writes };
}

type Systems = Awaited<ReturnType<typeof startEach>>;

/** Each system's copy of a clip's file, by digest, in the order of the systems. */
async function copiesOf({ name }: TestClip, role: "graded" | "log", systems: Systems) {
  const { odailies, kitsu, catdv, editor, proxies } = systems;
  const preview = kitsu.previews.find(
    ({ original_name }) => original_name === (role === "log" ? `${name}_log` : name),
  );
  const media = [...editor.media.values()].filter((each) => each.name.includes(name));
  const isLog = (each: { readonly name: string }) => each.name.endsWith("_LOG.mp4");
  const edited = media.find((each) => isLog(each) === (role === "log"));
  const clip = catdv.catalogues.clips.find((each) => each.name === name);
  const path = join(proxies, `_${role}`, `${name}.mp4`);
  const paths = JSON.stringify(clip);
  expect(paths, name).toContain(path);
  return [
    odailies.files.get(`_${role}/${name}.mp4`)?.md5,
    kitsu.movies.get(preview?.id ?? "")?.md5,
    md5(await readFile(path)),
    edited && md5(bytesOf(edited)),
  ];
}

test("one command delivers 12 clips to every system, each file made once, and a second sends nothing to any", async () => {
  const card = await makeCard(await tempFolder());
  const program = programIn(await tempFolder());
  const systems = await startEach(program);
  const { odailies, kitsu, catdv, editor, args, env, writes } = systems;
  const ingest = () =>
    program.run(
      ["ingest", card.root, "--metadata", card.sheet, "--json", "--preset", "ultrafast", ...args],
      env,
    );
  const run = await ingest();
  expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  expect(run.lineOf("result")).toMatchObject({ counts: { found: 12, done: 12 } });
  for (const secret of Object.values(env)) expect(run.stdout + run.stderr).not.toContain(secret);

  // What does not go up as it is: 8 graded and 2 LOG files. A picture is written down where an encode made it.
  const made = await readRecords(join(program.home, "data/odailies/state"), "made");
  const names = made.map(({ role, clip }) => `${String(role)}/${String(clip)}`);
  const owed = CLIPS.flatMap(({ name, makes, hasLog }) =>
    makes === "as it is" ? [] : [`graded/${name}`, ...(hasLog ? [`log/${name}`] : [])],
  );
  expect(names.filter((name) => !name.startsWith("thumbnail/")).toSorted()).toEqual(owed.toSorted());
  expect(new Set(names).size).toBe(names.length);

  for (const clip of CLIPS) {
    const { name, makes, hasLog, scene, take, circled } = clip;
    const [first, ...others] = await copiesOf(clip, "graded", systems);
    expect(others, name).toEqual([first, first, first]);
    if (makes === "as it is")
      expect(first, name).toBe(md5(await readFile(join(card.root, "_graded", `${name}.mp4`))));
    if (hasLog) expect(new Set(await copiesOf(clip, "log", systems)).size, name).toBe(1);

    const slate = { scene, take, ...(circled && { circled }) };
    const camera = { camera: "A", reelName: "A001", timecode: "10:00:00:00", fps: 25 };
    const lens = { lens: "50mm", focalLength: 50, tStop: 2.8, asa: 800, filter: "Pro-Mist" };
    const description = `Anna, take ${take}`;
    expect(odailies.clips.get(name), name).toMatchObject({
      ...slate,
      shot: "4",
      description,
      ...camera,
      ...lens,
    });

    const shot = kitsu.entities.find((each) => each.type === "Shot" && each.name === name);
    const sequence = kitsu.entities.find(({ id }) => id === shot?.parent_id);
    expect(sequence?.name, name).toBe(scene);
    expect(shot, name).toMatchObject({
      description,
      data: {
        ...{ scene, setup: "4", take, ...(circled && { circled: "true" }) },
        ...{ camera: "A", reel_name: "A001", timecode: "10:00:00:00", fps: "25" },
        ...{ lens: "50mm", focal_length: 50, t_stop: 2.8, asa: 800, filter: "Pro-Mist" },
        ...{ resolution: "320x180" },
      },
    });

    expect(catdv.catalogues.clips.filter((each) => each.name === name)).toMatchObject([
      {
        ...{ tape: "A001", notes: description, marked: circled, posterID: expect.any(Number) },
        in: { fmt: 25, secs: 36_000 },
        fields: {
          ...{ "dailies.scene": scene, "dailies.shot": "4", "dailies.take": take, "dailies.camera": "A" },
          ...{ "dailies.lens": "50mm", "dailies.focallength": "50", "dailies.tstop": "2.8" },
          ...{ "dailies.asa": "800", "dailies.filter": "Pro-Mist", "dailies.fps": "25" },
        },
      },
    ]);

    const edited = [...editor.media.values()].filter((each) => each.name.includes(name));
    expect(edited.map(({ folder }) => editor.folders.get(folder ?? "")?.name)).toEqual(
      edited.map(() => `Scene ${scene}`),
    );
    expect(edited, name).toHaveLength(hasLog ? 2 : 1);
  }
  expect(kitsu.previews.map(({ status }) => status)).toEqual(kitsu.previews.map(() => "ready"));
  expect(kitsu.previews).toHaveLength(12 + 12 + 3);
  expect(kitsu.comments).toHaveLength(12);
  expect(catdv.catalogues.clips).toHaveLength(12);
  expect(editor.media.size).toBe(15);
  expect(catdv.seats.taken).toBe(0);

  const before = writes();
  const again = await ingest();
  expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 12 }, bytes_uploaded: 0, exit_code: 0 });
  expect(writes()).toEqual(before);
  expect(catdv.seats.taken).toBe(0);
}, 180_000);
