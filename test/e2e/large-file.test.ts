import { copyFile, mkdir, open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** A clip that meets the spec, with a `free` box behind it that makes the file as large as wanted. */
async function growClip(path: string, sizeBytes: number): Promise<void> {
  await copyFile(join(FIXTURE_CARD, "A001R1AA/_graded/A001C001_261120_R1AA.mp4"), path);
  const { size } = await stat(path);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write("free", 4);
  header.writeBigUInt64BE(BigInt(sizeBytes - size), 8);
  const file = await open(path, "r+");
  await file.write(header, 0, header.length, size);
  await file.truncate(sizeBytes);
  await file.close();
}

/** The most memory that the process ever held, as Linux counts it, until it is gone. */
async function watchPeak(pid: number): Promise<number> {
  let peak = 0;
  for (;;) {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    if (kilobytes === undefined) return peak;
    peak = Number(kilobytes) * 1024;
    await setTimeout(20);
  }
}

test.skipIf(process.platform !== "linux")(
  "a 4 GiB clip goes up as it is in less than 200 MiB of memory",
  { timeout: 240_000 },
  async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const card = join(await tempFolder(), "A001", "_graded");
    await mkdir(card, { recursive: true });
    await growClip(join(card, "A001C001_261120_R1AA.mp4"), 4 * GIB);

    const args = ["ingest", card, "--json", "--api", server.api, "--project", server.project];
    const running = program.start(args, { ODAILIES_TOKEN: server.token });
    const [peak, { exitCode, stderr }] = await Promise.all([watchPeak(running.pid ?? 0), running]);
    expect(exitCode, stderr).toBe(0);
    expect(server.files.get("_graded/A001C001_261120_R1AA.mp4")?.bytes).toBe(4 * GIB);
    expect(peak).toBeGreaterThan(0);
    expect(peak / MIB).toBeLessThan(200);
  },
);
