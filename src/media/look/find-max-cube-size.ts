// How large a cube an ffmpeg reads, asked of the binary itself: builds before 4.3 stop at 64 points.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filterPath } from "../filter-value.ts";
import { runProgram } from "../run-program.ts";

const LIMITS = { new: 256, old: 64 } as const;
const PROBED_SIZE = 65;

const known = new Map<string, Promise<number>>();

/** 256 or 64. Asked once per process and path. Throws what the file system throws. */
export function findMaxCubeSize(ffmpegPath: string): Promise<number> {
  let pending = known.get(ffmpegPath);
  if (!pending) {
    pending = probe(ffmpegPath);
    known.set(ffmpegPath, pending);
    pending.catch(() => known.delete(ffmpegPath));
  }
  return pending;
}

async function probe(ffmpegPath: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "odailies-cube-"));
  try {
    const path = join(folder, "probe.cube");
    await writeFile(path, `LUT_3D_SIZE ${PROBED_SIZE}\n${"0 0 0\n".repeat(PROBED_SIZE ** 3)}`);
    const input = ["-f", "lavfi", "-i", "color=s=16x16", "-frames:v", "1"];
    const filters = `format=gbrp16le,lut3d=file=${filterPath(path)}`;
    const end = await runProgram({
      path: ffmpegPath,
      args: ["-v", "error", "-nostdin", ...input, "-vf", filters, "-f", "null", "-"],
      timeoutMs: 20_000,
    });
    return end.ending === "exited" && end.exitCode === 0 ? LIMITS.new : LIMITS.old;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
