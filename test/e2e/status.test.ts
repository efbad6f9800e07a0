import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Many runs of the program in a row, on a machine that may be busy. */
const LONG_MS = 180_000;

const PASSING = "A001C001_261120_R1AA";
const REMUXED = "A001C002_261120_R1AA";
const BROKEN = "A001C003_261120_R1AA";

test(
  "status tells before, after and offline what is up, and exits with 0 only when all is",
  async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const card = join(await tempFolder(), "A001R1AA");
    await cp(join(FIXTURE_CARD, "A001R1AA"), card, { recursive: true });
    await mkdir(join(card, "C001"));
    await writeFile(join(card, "C001/C001_C001_1121AB_001.R3D"), "frames");
    const run = (...words: readonly string[]) =>
      program.run([...words, "--api", server.api, "--project", server.project], {
        ODAILIES_TOKEN: server.token,
      });

    const before = await run("status", card, "--json");
    expect(before.exitCode, before.stderr).toBe(4);
    expect(before.lines()[0]).toMatchObject({ type: "start", schema_version: 1, command: "status" });
    expect(before.clip(PASSING)).toMatchObject({
      status: "deferred",
      missing: ["graded", "thumbnail", "log"],
      listed: false,
    });
    expect(before.clip(BROKEN)).toMatchObject({ status: "rejected", error: { code: "spec_not_met" } });
    expect(before.lineOf("progress")).toMatchObject({ left_out: { undecodable: 1 } });
    expect(before.lines().at(-1)).toMatchObject({
      type: "result",
      counts: { found: 3, deferred: 2, rejected: 1 },
    });
    expect(await readdir(program.home)).toEqual([]);

    await run("ingest", card);
    const rejected = await run("status", card);
    expect(rejected.exitCode).toBe(5);
    expect(rejected.stdout.split("\n")).toEqual([
      "DAY         ROLL  GRADED  LOG  SLATE  MISSING",
      `2026-11-20  A001  2/3     1/1  0/3    ${BROKEN}`,
    ]);
    expect(rejected.stderr).toContain(
      "1 camera original file left alone; REDCINE-X PRO makes dailies of them",
    );
    expect(rejected.stderr).toContain("NOT complete: 2 of 3 clips");

    // The camera's own list names the clip too: it goes with it, or the card is short of a clip.
    await rm(join(card, `_graded/${BROKEN}.mp4`));
    await rm(join(card, "A001R1AA.ale"));
    const complete = await run("status", card, "--json");
    expect(complete.exitCode, complete.stdout).toBe(0);
    expect(complete.clip(PASSING)).toMatchObject({
      status: "done",
      day: "20261120",
      uploaded: ["graded", "thumbnail", "log"],
      listed: true,
      annotated: true,
    });
    const [receipt] = complete.clip(PASSING)["files"] as Record<string, unknown>[];
    const md5 = server.files.get(`_graded/${PASSING}.mp4`)?.md5;
    expect(receipt).toMatchObject({ key: `_graded/${PASSING}.mp4`, md5, etag: `"${md5}"` });
    expect(receipt?.["sent_at"]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);

    const all = await run("status", "--verbose");
    // Without the card nobody can see that the file is gone: the rejection stands until a run says otherwise.
    expect(all.exitCode, all.stderr).toBe(5);
    expect(all.stdout).toContain(`md5 ${md5}`);
    expect(Math.max(...all.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(all.stdout + all.stderr).not.toContain(server.token);

    server.clips.delete(REMUXED);
    const lost = await run("status", card);
    expect(lost.exitCode).toBe(4);
    expect(lost.stderr).toContain(`${REMUXED} was sent`);
    expect(lost.stderr).toMatch(new RegExp(`Next: .*odailies ingest ${card} --api`));

    server.fail(/clips/, { status: 503, headers: { "retry-after": "0" } }, 99);
    const offline = await run("status", card);
    expect(offline.exitCode).toBe(40);
    expect(offline.stderr).toContain("was not asked");
    expect(offline.stderr).toContain("Nobody has looked whether they are still there");
  },
  LONG_MS,
);
