import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import pLimit from "p-limit";
import { expect, test } from "vitest";
import { INCOMING_PREFIX } from "../../../src/server/storage/receive-file.ts";
import { type Program, programIn } from "../../support/run-odailies.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { inputsOf } from "../../support/thorough.ts";
import { makeKillCard } from "./kill-card.ts";
import { LIBRARY_KILL_POINTS } from "./kill-points.ts";
import { QUICK_TOOLS, runUntil } from "./killed-run.ts";

/** One of each stage, or all. */
const POINTS = inputsOf(LIBRARY_KILL_POINTS, ({ stage }) => stage);

/** Every file of the library but its database, and every clip in it. */
async function lookAtLibrary(program: Program) {
  const folder = join(program.home, "data/odailies/library/projects");
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names
      // What was on its way into it is swept by a later start of the server, once it is old enough.
      .filter((name) => /\.\w+$/.test(name) && !basename(name).startsWith(INCOMING_PREFIX))
      .map(async (name) => {
        const bytes = await readFile(join(folder, name));
        return [name, createHash("md5").update(bytes).digest("hex")] as const;
      }),
  );
  const { stdout } = await program.run(["clips", "list", "--json"]);
  const clips = stdout.split("\n").filter((line) => line.includes('"type":"clip"'));
  return {
    files: Object.fromEntries(files.toSorted()),
    clips: clips.map((line) => line.replace(/"ts":"[^"]*",/, "")),
  };
}

test(
  "killed with the library's server in it, the same command again ends as an undisturbed run",
  { timeout: 300_000 },
  async () => {
    const home = await tempFolder();
    const card = await makeKillCard(home);
    const args = ["ingest", card.root, "--json", "--preset", "ultrafast", "--metadata", card.sheet];
    const undisturbed = programIn(await tempFolder());
    const startedAt = performance.now();
    expect((await undisturbed.run(args, QUICK_TOOLS)).exitCode).toBe(0);
    const tookMs = performance.now() - startedAt;
    const expected = await lookAtLibrary(undisturbed);
    expect(Object.keys(expected.files)).toHaveLength(5);
    expect(expected.clips).toHaveLength(2);

    const carts = pLimit(4);
    const endings = await Promise.all(
      POINTS.map((point) =>
        carts(async () => {
          const program = programIn(await tempFolder());
          const { wasKilled } = await runUntil({ program, args, env: QUICK_TOOLS }, point, { tookMs });
          const { exitCode, stderr } = await program.run(args, QUICK_TOOLS);
          return { point, wasKilled, exitCode, stderr, ...(await lookAtLibrary(program)) };
        }),
      ),
    );
    for (const { point, wasKilled, exitCode, stderr, files, clips } of endings) {
      expect(wasKilled || point.afterShare !== undefined, point.name).toBe(true);
      expect(exitCode, `${point.name}: ${stderr}`).toBe(0);
      expect(files, point.name).toEqual(expected.files);
      expect(clips, point.name).toEqual(expected.clips);
    }
  },
);
