import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startCatdvServer } from "../support/catdv-server.ts";
import { bytesOf } from "../support/editor-library.ts";
import { startEditorServer } from "../support/editor-server.ts";
import { startKitsuServer } from "../support/kitsu-server.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const GOOD = ["A001C001_261120_R1AA", "A001C002_261120_R1AA", "C0001"];
const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");

/** One server of each system, and one config file that names them all. */
async function startEach() {
  const [odailies, kitsu, catdv, editor] = await Promise.all([
    startOdailiesServer(),
    startKitsuServer(),
    startCatdvServer({ fields: ["Scene", "Shot", "Take"] }),
    startEditorServer(),
  ]);
  kitsu.switches.needsMovies = true;
  const program = programIn(await tempFolder());
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
[destinations.html5-editor]
api = "${editor.api}"
project = "My Film"
`,
  );
  const env = {
    ODAILIES_TOKEN: odailies.token,
    ODAILIES_KITSU_TOKEN: kitsu.botToken,
    ODAILIES_CATDV_TOKEN: catdv.password,
    ODAILIES_HTML5_EDITOR_TOKEN: editor.token,
  };
  const to = ["odailies", "kitsu", "catdv", "html5-editor"].flatMap((kind) => ["--to", kind]);
  const ingest = () =>
    program.run(["ingest", FIXTURE_CARD, "--metadata", SHEET, "--config", config, "--json", ...to], env);
  return { odailies, kitsu, catdv, editor, proxies, ingest, env };
}

test("one command delivers a card to every system, each file made once, and a second sends nothing to any", async () => {
  const { odailies, kitsu, catdv, editor, proxies, ingest, env } = await startEach();
  const run = await ingest();
  expect(run.exitCode, run.stdout + run.stderr).toBe(5);
  expect(run.lineOf("result")).toMatchObject({ counts: { found: 4, done: 3, rejected: 1 } });
  for (const secret of Object.values(env)) expect(run.stdout + run.stderr).not.toContain(secret);

  const graded = [...odailies.files].filter(([key]) => key.includes("_graded/"));
  expect(graded).toHaveLength(3);
  const sent = graded.map(([, file]) => file.md5).toSorted();
  const copied = await Promise.all(
    (await readdir(join(proxies, "_graded"))).map(async (name) =>
      md5(await readFile(join(proxies, "_graded", name))),
    ),
  );
  expect(copied.toSorted()).toEqual(sent);
  expect([...editor.media.values()].map((media) => md5(bytesOf(media))).toSorted()).toEqual(sent);
  // The LOG file is a preview beside its graded one.
  const movies = kitsu.previews.filter(({ extension }) => extension === "mp4");
  expect(movies.map(({ status }) => status)).toEqual(["ready", "ready", "ready", "ready"]);

  const [passing = ""] = GOOD;
  expect(odailies.clips.get(passing)).toMatchObject({ scene: "22", take: "1" });
  expect(kitsu.entities.find(({ name }) => name === passing)?.data).toMatchObject({ scene: "22", take: "1" });
  expect(catdv.catalogues.clips.find(({ name }) => name === passing)).toMatchObject({
    fields: { "dailies.scene": "22", "dailies.take": "1" },
  });
  expect([...editor.media.values()].map(({ name }) => name)).toContainEqual(expect.stringContaining(passing));
  expect(catdv.seats.taken).toBe(0);

  const writes = () => [
    odailies.storageRequests.length,
    kitsu.writes().length,
    catdv.requests.filter((request) => /^(?:POST|PUT) \/(?!session)/.test(request)).length,
    editor.requests.filter((request) => /^(?:POST|PUT|PATCH|DELETE) /.test(request)).length,
  ];
  const before = writes();
  const again = await ingest();
  expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 3, rejected: 1 }, bytes_uploaded: 0 });
  expect(writes()).toEqual(before);
  expect(catdv.seats.taken).toBe(0);
});
