import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GIB, growClip, MIB, watchPeak } from "../support/large-clip.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { isThorough } from "../support/thorough.ts";

const CLIP = "A001C001_261120_R1AA";

/** Many times the memory it may take, and each GiB takes seconds: both ends hash all of it. */
const SENT_BYTES = (isThorough ? 4 : 1) * GIB;

async function placeClip(sizeBytes: number): Promise<string> {
  const card = join(await tempFolder(), "A001", "_graded");
  await mkdir(card, { recursive: true });
  await growClip(join(card, `${CLIP}.mp4`), sizeBytes, "hole");
  return card;
}

test.skipIf(process.platform !== "linux")(
  "a clip of GiBs goes up as it is in less than 200 MiB of memory",
  { timeout: 240_000 },
  async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const card = await placeClip(SENT_BYTES);

    const args = ["ingest", card, "--json", "--api", server.api, "--project", server.project];
    const running = program.start(args, { ODAILIES_TOKEN: server.token });
    const [peak, { exitCode, stderr }] = await Promise.all([watchPeak(running.pid ?? 0), running]);
    expect(exitCode, stderr).toBe(0);
    expect(server.files.get(`_graded/${CLIP}.mp4`)?.bytes).toBe(SENT_BYTES);
    expect(peak).toBeGreaterThan(0);
    expect(peak / MIB).toBeLessThan(200);
  },
);

test("a clip that no 32 bits can measure is fit to go up as it is", async () => {
  const card = await placeClip(5 * GIB);
  const run = await programIn(await tempFolder()).run(["check", card, "--json"]);
  expect(run.exitCode, run.stdout).toBe(0);
  const graded = expect.objectContaining({ role: "graded", action: "passthrough" });
  expect(run.clip(CLIP)).toMatchObject({ status: "done", planned: [graded, { role: "thumbnail" }] });
});
