import { describe, expect, test } from "vitest";
import {
  findSharedMount,
  findSharedVolume,
  isUnc,
  readMountInfo,
  readMountOutput,
} from "../../src/watch/volume-kind.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MOUNTINFO = String.raw`22 29 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
29 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
31 29 0:26 / /dev/shm rw,nosuid,nodev shared:4 - tmpfs tmpfs rw,inode64
97 29 8:1 / /media/dit/SHUTTLE\0401 rw,nosuid,nodev,relatime shared:52 - exfat /dev/sda1 rw,fmask=0022,iocharset=utf8
98 29 8:17 / /media/dit/NTFS rw,relatime shared:53 - fuseblk /dev/sdb1 rw,user_id=0,group_id=0,allow_other
120 29 0:51 / /mnt/nas rw,relatime shared:61 - nfs4 10.0.0.5:/volume1/dailies rw,vers=4.1,hard,proto=tcp
121 120 259:3 / /mnt/nas/cache rw,relatime shared:62 - ext4 /dev/nvme0n1p3 rw
122 29 0:52 / /mnt/old\040nas rw,relatime - nfs 10.0.0.6:/export rw,vers=3,hard
130 29 0:55 / /mnt/stage rw,relatime shared:70 - cifs //stage/dailies rw,vers=3.1.1,username=dit
131 29 0:56 / /mnt/win rw,relatime shared:71 - smb3 //win/d rw
140 29 0:60 / /home/dit/cloud rw,nosuid,nodev,relatime shared:80 - fuse.rclone gdrive: rw,user_id=1000
141 29 0:61 / /home/dit/far rw,nosuid,nodev,relatime shared:81 - fuse.sshfs dit@far:/dailies rw
150 29 0:70 / /mnt/c rw,noatime - 9p C:\134 rw,dirsync,aname=drvfs
160 29 8:33 / /mnt/swap rw,relatime - ext4 /dev/sdc1 rw
161 160 0:71 / /mnt/swap rw,relatime - nfs4 10.0.0.5:/volume2 rw
170 29 0:80 / /var/lib/docker/overlay2/1/merged rw,relatime - overlay overlay rw,lowerdir=/a:/b
`;

const MOUNT = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
/dev/disk5s1 on /Volumes/SHUTTLE 1 (exfat, local, nodev, nosuid, noowners)
//dit@nas._smb._tcp.local/dailies on /Volumes/dailies (smbfs, nodev, nosuid, mounted by dit)
10.0.0.5:/volume1 on /Volumes/raid on nas (nfs, nodev, nosuid, mounted by dit)
//dit@old.local/afp on /Volumes/old (afpfs, nodev, nosuid, mounted by dit)
xsan on /Volumes/SAN (acfs, asynchronous, local, nosuid)
`;

describe("a folder on Linux", () => {
  test.each([
    ["/home/dit/dailies", undefined],
    ["/media/dit/SHUTTLE 1/Day 3", undefined],
    ["/media/dit/NTFS/Day 3", undefined],
    ["/mnt/nas", "nfs4"],
    ["/mnt/nas/A001", "nfs4"],
    ["/mnt/nascent", undefined],
    ["/mnt/nas/cache/A001", undefined],
    ["/mnt/old nas/A001", "nfs"],
    ["/mnt/stage/A001", "cifs"],
    ["/mnt/win", "smb3"],
    ["/home/dit/cloud/x", "fuse.rclone"],
    ["/home/dit/far", "fuse.sshfs"],
    ["/mnt/c/dailies", "9p"],
    ["/mnt/swap/x", "nfs4"],
    ["/var/lib/docker/overlay2/1/merged/x", undefined],
  ])("%s: %s", (path, type) => {
    expect(findSharedMount(readMountInfo(MOUNTINFO), path)).toBe(type);
  });
});

describe("a folder on macOS", () => {
  test.each([
    ["/Users/dit/dailies", undefined],
    ["/Volumes/SHUTTLE 1/Day 3", undefined],
    ["/Volumes/dailies/Day 3", "smbfs"],
    ["/Volumes/raid on nas/Day 3", "nfs"],
    ["/Volumes/old", "afpfs"],
    ["/Volumes/SAN/x", "acfs"],
  ])("%s: %s", (path, type) => {
    expect(findSharedMount(readMountOutput(MOUNT), path)).toBe(type);
  });
});

test.each([
  [String.raw`\\nas\dailies\A001`, true],
  [String.raw`\\?\UNC\nas\dailies`, true],
  [String.raw`\\?\C:\dailies`, false],
  [String.raw`\\.\C:\dailies`, false],
  [String.raw`D:\dailies`, false],
])("on Windows %s is a share: %s", (path, expected) => {
  expect(isUnc(path)).toBe(expected);
});

test.runIf(process.platform === "linux")("this machine's own temporary folder is local", async () => {
  expect(await findSharedVolume(await tempFolder(), () => Promise.resolve(""))).toBeUndefined();
});
