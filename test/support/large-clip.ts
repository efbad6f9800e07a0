// A clip as large as wanted, and how much memory and processor time the program takes for it.
import { randomBytes } from "node:crypto";
import { copyFile, open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FIXTURE_CARD } from "./run-odailies.ts";

export const GIB = 1024 ** 3;
export const MIB = 1024 ** 2;

const CLIP = join(FIXTURE_CARD, "A001R1AA/_graded/A001C001_261120_R1AA.mp4");
const FILLING_BYTES = 64 * MIB;

/** A clip that meets the spec, with a `free` box behind it: a hole in the file, or real bytes on the disk. */
export async function growClip(path: string, sizeBytes: number, filling: "hole" | "bytes"): Promise<void> {
  await copyFile(CLIP, path);
  const { size } = await stat(path);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write("free", 4);
  header.writeBigUInt64BE(BigInt(sizeBytes - size), 8);
  const file = await open(path, "r+");
  await file.write(header, 0, header.length, size);
  if (filling === "bytes") {
    const bytes = randomBytes(FILLING_BYTES);
    for (let at = size + header.length; at < sizeBytes; at += bytes.length) {
      await file.write(bytes, 0, Math.min(bytes.length, sizeBytes - at), at);
    }
  }
  await file.truncate(sizeBytes);
  await file.close();
}

/** The most memory that the process ever held, as Linux counts it, until it is gone. */
export async function watchPeak(pid: number): Promise<number> {
  let peak = 0;
  for (;;) {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    if (kilobytes === undefined) return peak;
    peak = Number(kilobytes) * 1024;
    await setTimeout(20);
  }
}
