// Does this folder's file system tell of changes? Network shares do not, or not of those that others make.
import { statfs } from "node:fs/promises";

/** Magic numbers of statfs(2) on Linux, `linux/magic.h`; those of network, shared and user-space file systems. */
const SHARED: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB"],
  [0xff534d42, "SMB"],
  [0x564c, "NCP"],
  [0x65735546, "FUSE"],
  [0x01021997, "9P"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x73757245, "Coda"],
  [0x00c36400, "Ceph"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0x19830326, "BeeGFS"],
  [0x786f4256, "VirtualBox share"],
  [0xbacbacbc, "VMware share"],
]);

/** The name of the shared file system that `folder` lies on; undefined where it is local, as far as can be told. */
export async function findSharedVolume(folder: string): Promise<string | undefined> {
  if (folder.startsWith("\\\\")) return "a network share";
  if (process.platform !== "linux") return undefined;
  const stats = await statfs(folder).catch(() => undefined);
  // Some numbers come out negative, as 32 bits with a sign.
  return stats && SHARED.get(stats.type >>> 0);
}
