// Does this folder's file system tell of changes? Network shares do not, or not of those that other machines make.
import { readFile, realpath } from "node:fs/promises";
import { posix } from "node:path";

/** One line of a mount table. */
export interface Mount {
  /** Where it is mounted, absolute. */
  readonly at: string;
  /** The file system's name, e.g. `nfs4`, `fuse.sshfs`. */
  readonly type: string;
}

/** File systems that other machines, a host or a program of their own write to. */
const SHARED =
  /^(?:nfs[34]?|cifs|smb2|smb3|smbfs|afp(?:fs)?|ncpfs|webdav|davfs|ftp|9p|virtiofs|vboxsf|vmhgfs|prl_fs|drvfs|afs|coda|ceph|glusterfs|lustre|gpfs|beegfs|pvfs2|ocfs2|gfs2|cvfs|acfs|osxfuse|macfuse|fuse(?:\..+)?)$/i;
/** These are FUSE only in how they are built: disks of this machine, whose changes all go through it. */
const LOCAL_FUSE = /^fuse\.(?:ntfs|ntfs-3g|exfat|apfs|hfsfuse|ext2|ext4|lxcfs|snapfuse|squashfuse)$/i;

/** Linux, `/proc/self/mountinfo`: blanks and backslashes in paths are octal, as proc(5) says. */
export function readMountInfo(text: string): readonly Mount[] {
  return text.split("\n").flatMap((line) => {
    const [before, after] = line.split(" - ");
    const at = before?.split(" ")[4];
    const type = after?.split(" ")[0];
    return at && type ? [{ at: fromOctal(at), type }] : [];
  });
}

function fromOctal(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 8)),
  );
}

/** macOS, `mount`: `//dit@nas/dailies on /Volumes/dailies (smbfs, nodev, nosuid, mounted by dit)`. */
export function readMountOutput(text: string): readonly Mount[] {
  return text.split("\n").flatMap((line) => {
    const [, at, type] = /^.+? on (\/.*) \(([^,()]+)(?:,[^()]*)?\)$/.exec(line) ?? [];
    return at && type ? [{ at, type }] : [];
  });
}

/** The file system's name where `path` lies on a shared one. Of mounts on each other's place, the last one counts. */
export function findSharedMount(mounts: readonly Mount[], path: string): string | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const isAround = path === mount.at || path.startsWith(mount.at === "/" ? "/" : `${mount.at}/`);
    if (isAround && mount.at.length >= (found?.at.length ?? 0)) found = mount;
  }
  if (!found || !SHARED.test(found.type) || LOCAL_FUSE.test(found.type)) return undefined;
  return found.type;
}

/** What `mount` prints; only macOS needs it. */
export type ListMounts = () => Promise<string>;

/** The name of the shared file system that `folder` lies on; undefined where it is local, as far as can be told. */
export async function findSharedVolume(folder: string, listMounts: ListMounts): Promise<string | undefined> {
  if (process.platform === "win32")
    return isUnc(folder) || isUnc(await realOf(folder)) ? "a network share" : undefined;
  const text = process.platform === "darwin" ? listMounts() : readFile("/proc/self/mountinfo", "utf8");
  const table = await text.catch(() => "");
  const mounts = process.platform === "darwin" ? readMountOutput(table) : readMountInfo(table);
  return findSharedMount(mounts, posix.resolve(await realOf(folder)));
}

/** A mapped drive's real path is that of its share. */
async function realOf(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}

/** `\\server\share` and `\\?\UNC\server\share`, but not `\\?\C:\…`. */
export function isUnc(path: string): boolean {
  return /^\\\\(?:\?\\UNC\\|[^?.\\])/i.test(path);
}
