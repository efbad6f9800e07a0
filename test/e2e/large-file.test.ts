import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GIB, growClip, MIB, watchPeak } from "../support/large-clip.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

test.skipIf(process.platform !== "linux")(
  "a 4 GiB clip goes up as it is in less than 200 MiB of memory",
  { timeout: 240_000 },
  async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const card = join(await tempFolder(), "A001", "_graded");
    await mkdir(card, { recursive: true });
    await growClip(join(card, "A001C001_261120_R1AA.mp4"), 4 * GIB, "hole");

    const args = ["ingest", card, "--json", "--api", server.api, "--project", server.project];
    const running = program.start(args, { ODAILIES_TOKEN: server.token });
    const [peak, { exitCode, stderr }] = await Promise.all([watchPeak(running.pid ?? 0), running]);
    expect(exitCode, stderr).toBe(0);
    expect(server.files.get("_graded/A001C001_261120_R1AA.mp4")?.bytes).toBe(4 * GIB);
    expect(peak).toBeGreaterThan(0);
    expect(peak / MIB).toBeLessThan(200);
  },
);
