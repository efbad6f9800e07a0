// Disks of a few megabytes, and folders that nobody can write to: real mounts, where this machine lets us make them.
import { mkdir, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { onTestFinished } from "vitest";
import { tempFolder } from "./temp-folder.ts";

const probe = `${process.env["TMPDIR"] ?? "/tmp"}/odailies-mount-probe-${process.pid}`;

/** Undefined where mounts can be made; else why not, for the name of a skipped test. */
export const noMounts: string | undefined = (() => {
  if (process.platform !== "linux") return `no tmpfs on ${process.platform}`;
  const script = `mkdir -p "$0" && mount -t tmpfs -o size=64k tmpfs "$0" && umount "$0"; s=$?; rmdir "$0"; exit $s`;
  const { exitCode } = execaSync("sh", ["-c", script, probe], { reject: false, stdio: "ignore" });
  return exitCode === 0 ? undefined : "this user may not mount";
})();

export interface SmallDisk {
  readonly path: string;
  /** Leaves so many bytes free, or all of them again with `undefined`. */
  fill(leaveBytes: number | undefined): Promise<void>;
  setReadOnly(isReadOnly: boolean): Promise<void>;
}

export async function smallDisk(sizeBytes: number): Promise<SmallDisk> {
  const path = join(await tempFolder(), "disk");
  await mkdir(path);
  const sh = (script: string, ...values: readonly string[]) => execa("sh", ["-c", script, path, ...values]);
  await sh('mount -t tmpfs -o "size=$1" tmpfs "$0"', String(sizeBytes));
  onTestFinished(async () => {
    await sh('umount -l "$0"');
  });
  return {
    path,
    fill: async (leaveBytes) => {
      const filler = join(path, "filler");
      await writeFile(filler, "");
      if (leaveBytes === undefined) return;
      const { bavail, bsize } = await statfs(path);
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    },
    setReadOnly: async (isReadOnly) => {
      await sh('mount -o "remount,$1" "$0"', isReadOnly ? "ro" : "rw");
    },
  };
}
