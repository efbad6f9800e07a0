import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type OdailiesServer, startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const KEPT = "A001C001_261120_R1AA";
const CHANGED = "A001C002_261120_R1AA";

async function startWithClips(): Promise<OdailiesServer> {
  const server = await startOdailiesServer();
  server.clips.set(KEPT, { scene: "99", shot: "4", take: "1", camera: "A" });
  server.clips.set(CHANGED, { lens: "Zeiss 35", tStop: 4, take: "2" });
  server.clips.set("B002C001_261121_R2BB", {});
  return server;
}

const toServer = ({ api, project }: OdailiesServer) => ["--api", api, "--project", project];

describe("odailies annotate against a server that speaks the documented API", () => {
  test("sends what changes, says it in JSON lines, and puts it back again", async () => {
    const server = await startWithClips();
    const program = programIn(await tempFolder());
    const env = { ODAILIES_TOKEN: server.token };
    const run = await program.run(["annotate", SHEET, "--json", ...toServer(server)], env);

    expect(run.exitCode, run.stderr).toBe(0);
    const types = run.lines().map(({ type }) => type);
    expect(types[0]).toBe("start");
    expect(types.at(-1)).toBe("result");
    expect(run.lineOf("start")).toMatchObject({ schema_version: 1, command: "annotate", source: [SHEET] });
    expect(run.lineOf("result")).toMatchObject({
      status: "ok",
      exit_code: 0,
      counts: { found: 2, done: 2 },
      rows: { total: 5, matched: 2, unmatched: 3 },
      clips_without_row: 1,
    });
    expect(run.clip(CHANGED)).toMatchObject({ status: "done", files: [], metadata: { lens: "50mm" } });
    expect(run.clip(CHANGED)["changes"]).toContainEqual({ property: "lens", old: "Zeiss 35", new: "50mm" });
    expect(run.clip(CHANGED)["changes"]).toContainEqual({ property: "scene", old: null, new: "22" });
    expect(run.lineOf("warning")).toMatchObject({ code: "metadata_kept", clip: KEPT });
    expect(server.clips.get(KEPT)).toMatchObject({ scene: "99", circled: true });
    expect(server.clips.get(CHANGED)).toMatchObject({ scene: "22", take: "2", tStop: 2.8 });

    const undoFile = run.lineOf("undo")["file"] as string;
    const undone = await program.run(["annotate", "--undo", undoFile, ...toServer(server)], env);
    expect(undone.exitCode, undone.stderr).toBe(4);
    expect(server.clips.get(CHANGED)).toMatchObject({ lens: "Zeiss 35", tStop: 4, take: "2", scene: "22" });
    expect(undone.stderr).toContain('lens 50mm → "Zeiss 35"');
    expect(undone.stderr).toContain("were not set before and stay");
    expect(undone.stdout.trim()).toMatch(/\/undo\/.*\.json$/);

    const said = [run.stdout, run.stderr, undone.stdout, undone.stderr, ...(await textsBelow(program.home))];
    for (const token of [server.token, encodeURIComponent(server.token)]) {
      expect(said.join("\n")).not.toContain(token);
    }
  });

  test("shows old and new and sends nothing in a dry run", async () => {
    const server = await startWithClips();
    const program = programIn(await tempFolder());
    const args = ["annotate", SHEET, "--dry-run", "--on-conflict", "overwrite", ...toServer(server)];
    const run = await program.run(args, { ODAILIES_TOKEN: server.token });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain("scene 99 → 22");
    expect(run.stderr).toContain("Nothing was sent");
    expect(run.stdout).toBe("");
    expect(server.apiRequests.filter(({ method }) => method === "PATCH")).toEqual([]);
    expect(await readdir(join(program.home, "data")).catch(() => [])).toEqual([]);
  });
});

describe("odailies annotate on its own", () => {
  test("explains a sheet with nothing configured, and writes nothing", async () => {
    const program = programIn(await tempFolder());
    const run = await program.run(["annotate", SHEET, "--explain"]);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/^T-Stop +tStop +2,8 → 2\.8 · 4$/m);
    expect(run.stdout).toMatch(/^C0001 +scene +22 +continuity\.csv:5 Scene$/m);
    expect(await readdir(program.home)).toEqual([]);
  });

  test("says what is wrong with its arguments", async () => {
    const program = programIn(await tempFolder());
    await writeFile(join(program.home, "notes.txt"), "nothing that has columns\n");
    const unreadable = program.run(["annotate", "notes.txt", "--explain", "--json"]);
    const results = await Promise.all([
      program.run(["annotate", "--json"]),
      program.run(["annotate", SHEET, "--undo", "undo.json", "--json"]),
      program.run(["annotate", SHEET, "--map", "Scene=nonsense", "--json"]),
      unreadable,
    ]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 31]);
    for (const result of results) expect(result.lineOf("result")).toMatchObject({ status: "error" });
  });
});

async function textsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return [...files, ...(await Promise.all(files.map((file) => readFile(file, "latin1"))))];
}
