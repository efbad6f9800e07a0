// A hostile card that is the working folder too, with a stranger's config file: nothing of it is run, told or written.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../../support/net-odailies-server.ts";
import { programIn } from "../../support/run-odailies.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { isThorough } from "../../support/thorough.ts";
import { changesOf, setCanaries, treeOf } from "./canaries.ts";
import { type Held, holdRun } from "./held-run.ts";
import { makeHostileCard } from "./hostile-card.ts";

const COMMANDS: Readonly<Record<string, Held & { readonly exitCodes: readonly number[] }>> = {
  check: { args: ["check", "."], exitCodes: [4] },
  ingest: { args: ["ingest", ".", "--to", "odailies"], exitCodes: [4] },
  status: { args: ["status", "."], exitCodes: [4] },
  annotate: { args: ["annotate", "escape.csv"], exitCodes: [0, 4] },
  watch: {
    args: ["watch", ".", "--settle", "0.2", "--json"],
    until: /"type":"result"/,
    exitCodes: [0, 3, 4, 5],
  },
  serve: { args: ["serve", "--port", "0", "--json"], until: /"what":"token file"/, exitCodes: [0] },
  ...(isThorough && {
    verify: { args: ["verify", "."], exitCodes: [4] },
    doctor: { args: ["doctor"], exitCodes: [0] },
    upload: { args: ["upload", "_graded/SECRET.mp4", "--as", "graded"], exitCodes: [4, 5, 10] },
  }),
};

test.skipIf(process.platform !== "linux")(
  "every command stands on it and does its own work alone",
  { timeout: 400_000 },
  async () => {
    const canaries = await setCanaries();
    const card = join(await tempFolder(), "A001");
    await mkdir(card);
    await makeHostileCard(card, canaries);
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder()).under(["sh", "-c", 'cd "$0" && exec "$@"', card]);
    const before = await treeOf(card);
    const { token, api, project } = server;
    const env = { ODAILIES_TOKEN: token, ODAILIES_API: api, ODAILIES_PROJECT: project };
    for (const [name, { exitCodes, ...held }] of Object.entries(COMMANDS)) {
      const run = await holdRun(program, { ...held, env });
      const done = [...run.faults, ...changesOf(before, await treeOf(card)), ...(await canaries.sung())];
      expect(done, `${name}: ${run.stderr}`).toEqual([]);
      expect(exitCodes, `${name}: ${run.stderr}`).toContain(run.exitCode);
      expect(run.stdout + run.stderr, name).toContain("odailies.toml is not trusted");
      expect(run.stdout + run.stderr, name).not.toContain("canary-secret");
    }
    expect([...server.files.keys()].toSorted()).toEqual(["_graded/GOOD.mp4", "_thumbnails/GOOD.jpg"]);
    expect([...server.clips.keys()]).toEqual(["GOOD"]);
  },
);
