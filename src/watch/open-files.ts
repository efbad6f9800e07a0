// Which files are open for writing, where the system tells: Linux shows it in /proc, for processes that we may look into.
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import type { Look } from "./settle.ts";

export interface Writer {
  readonly pid: number;
  /** The program's name; empty where it is not told. */
  readonly program: string;
}

/** By `device:inode`, so that a file is found under whatever name it was opened. */
export type Writers = ReadonlyMap<string, Writer>;

export function writerOf({ device, inode }: Look, writers: Writers): Writer | undefined {
  return writers.get(`${device}:${inode}`);
}

const ACCESS_MODE = 3;

/** Empty where the system does not tell. */
export async function findWriters(): Promise<Writers> {
  const writers = new Map<string, Writer>();
  if (process.platform !== "linux") return writers;
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    processes.map(async (pid) => {
      const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
      for (const descriptor of descriptors) {
        const key = await findWritten(pid, descriptor).catch(() => undefined);
        if (key !== undefined) writers.set(key, { pid: Number(pid), program: await programOf(pid) });
      }
    }),
  );
  return writers;

  async function findWritten(pid: string, descriptor: string): Promise<string | undefined> {
    const path = await readlink(`/proc/${pid}/fd/${descriptor}`);
    // By inode, not by path: a file may be written under another of its names.
    if (!path.startsWith("/") || path.startsWith("/dev/")) return undefined;
    const info = await readFile(`/proc/${pid}/fdinfo/${descriptor}`, "utf8");
    const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? "0", 8);
    if ((flags & ACCESS_MODE) === 0) return undefined;
    const { dev, ino } = await stat(`/proc/${pid}/fd/${descriptor}`);
    return `${dev}:${ino}`;
  }
}

async function programOf(pid: string): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim();
}
