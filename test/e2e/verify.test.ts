import { cp, mkdir, open, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, type Program, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Many runs of the program in a row, on a machine that may be busy. */
const LONG_MS = 180_000;

const PASSING = "A001C001_261120_R1AA";
const REMUXED = "A001C002_261120_R1AA";

/** Two clips, without the broken one. */
async function copyCard(): Promise<string> {
  const card = join(await tempFolder(), "A001R1AA");
  await mkdir(join(card, "_graded"), { recursive: true });
  for (const name of [PASSING, REMUXED]) {
    const file = `_graded/${name}.mp4`;
    await cp(join(FIXTURE_CARD, "A001R1AA", file), join(card, file));
  }
  return card;
}

async function changeOneByte(path: string): Promise<void> {
  const { atime, mtime, size } = await stat(path);
  const file = await open(path, "r+");
  await file.write("X", Math.floor(size / 2));
  await file.close();
  await utimes(path, atime, mtime);
}

const verdictsOf = (run: Awaited<ReturnType<Program["run"]>>, clip: string) =>
  (run.clip(clip)["checks"] as { role: string; verdict: string }[]).map(
    ({ role, verdict }) => `${role} ${verdict}`,
  );

test(
  "what lies in the library on this machine is read back and compared",
  async () => {
    const program = programIn(await tempFolder());
    const card = await copyCard();
    expect((await program.run(["ingest", card])).exitCode).toBe(0);

    const good = await program.run(["verify", card, "--json"]);
    expect(good.exitCode, good.stdout).toBe(0);
    expect(verdictsOf(good, PASSING)).toEqual(["graded hash_verified", "thumbnail hash_verified"]);
    expect(verdictsOf(good, REMUXED)).toEqual(["graded size_only", "thumbnail size_only"]);

    const project = join(program.home, "data/odailies/library/projects/dailies");
    await changeOneByte(join(project, `_graded/${PASSING}.mp4`));
    await rm(join(project, `_thumbnails/${REMUXED}.jpg`));
    const bad = await program.run(["verify", card]);
    expect(bad.exitCode).toBe(4);
    expect(bad.stderr).toMatch(/its xxh64 there is [0-9a-f]{16}, [0-9a-f]{16} was sent/);
    expect(bad.stderr).toContain("the file is not there any more");
    expect(bad.stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["ROLL", "FILES", "HASH-VERIFIED", "SIZE-ONLY", "NOT VERIFIED", "DIFFERENT"],
      ["A001", "4", "1", "1", "0", "2"],
    ]);

    const mended = await program.run(["ingest", card, "--force"]);
    expect(mended.exitCode, mended.stderr).toBe(0);
    expect((await program.run(["verify", card])).exitCode).toBe(0);
  },
  LONG_MS,
);

test(
  "against the service only documented routes are asked; a deleted clip and a rotten source are found",
  async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const card = await copyCard();
    const run = (...words: readonly string[]) =>
      program.run([...words, card, "--api", server.api, "--project", server.project], {
        ODAILIES_TOKEN: server.token,
      });
    server.fail(/PUT .*C002/, { addHeaders: { etag: '"1-2"', "x-goog-hash": "crc32c=AAAAAA==" } }, 99);
    await run("ingest");
    const asked = server.apiRequests.length;

    const good = await run("verify", "--json");
    expect(good.exitCode, good.stdout).toBe(0);
    expect(verdictsOf(good, PASSING)[0]).toBe("graded hash_verified");
    expect(verdictsOf(good, REMUXED)[0]).toBe("graded size_only");
    for (const { method, path } of server.apiRequests.slice(asked)) {
      expect(`${method} ${path}`).toMatch(/^GET \/api\/v[12]\/clips\/[^/]+\/[^/]+$/);
    }

    server.clips.delete(REMUXED);
    await changeOneByte(join(card, `_graded/${PASSING}.mp4`));
    expect((await run("verify", "--quick", "--json")).clip(PASSING)).toMatchObject({ status: "done" });
    const bad = await run("verify", "--json");
    expect(bad.exitCode).toBe(4);
    expect(bad.clip(PASSING)).toMatchObject({ status: "failed", error: { code: "verify_failed" } });
    expect(bad.clip(REMUXED)).toMatchObject({ status: "failed", error: { code: "clip_not_listed" } });
    expect(await run("verify", "--quick", "--mhl", "require")).toMatchObject({ exitCode: 2 });
  },
  LONG_MS,
);
