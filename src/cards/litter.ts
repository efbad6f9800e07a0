// Names that are never anybody's clip: what systems, storage and cameras keep for themselves. Every walk asks here.
import { isHistoryFolder } from "../domain/history-folder.ts";
import { CAMERAS } from "./cameras/index.ts";

/**
 * Bins, previews, snapshots, versions and caches of Synology, QNAP, NetApp, Windows, macOS and Linux. Those whose names
 * begin with a dot (`.Trashes`, `.@__thumb`, `.snapshot`, `.stversions`, `.dropbox.cache`, `.tmp.drivedownload`) need no
 * entry: hidden folders are some program's own.
 */
const SYSTEM_FOLDERS =
  /^(?:@eaDir|@tmp|@sharesnap|@Recycle|@Recently-Snapshot|@Transcode|@sharebin|@SynoDrive|[#@]recycle|[#@]snapshot|~snapshot|\$RECYCLE\.BIN|RECYCLER|RECYCLED|Recycle Bin|Network Recycle Bin(?: \d+)?|System Volume Information|FOUND\.\d{3}|Backups\.backupdb|Network Trash Folder|Temporary Items|TheVolumeSettingsFolder|lost\+found|trashbox|aquota\.\w+)$/i;

/** Is the folder some system's own, so that nobody looks into it? The same for every command. */
export function isSystemFolder(name: string): boolean {
  return name.startsWith(".") || SYSTEM_FOLDERS.test(name);
}

/** Is the whole folder of no interest, so that nobody looks for clips in it? */
export function isLitterFolder(name: string): boolean {
  return isSystemFolder(name) || isHistoryFolder(name);
}

/** Thumbnails and voice memos of the camera. */
const CAMERA_EXTRA_FOLDERS = /^(ICON|VOICE|THMBNL)$/i;

/** Is what lies in such a folder of no interest on any card? */
export function isCameraExtraFolder(name: string): boolean {
  return CAMERA_EXTRA_FOLDERS.test(name);
}

const LITTER_NAMES = new Set(
  [
    "Thumbs.db desktop.ini Icon\r SDINFO.TXT @SynoResource",
    ...CAMERAS.map(({ litter }) => litter?.names ?? ""),
  ]
    .flatMap((names) => names.toLowerCase().split(" "))
    .filter((name) => name !== ""),
);

const LITTER_EXTENSIONS = new Set(
  ["mhl part tmp ind dat db bup bin klv sav log", ...CAMERAS.map(({ litter }) => litter?.extensions ?? "")]
    .flatMap((extensions) => extensions.split(" "))
    .filter((extension) => extension !== ""),
);

/**
 * Hidden files, among them the `._*` of macOS, which carry the real extension and are the commonest false "corrupt clip"
 * on exFAT drives; and the locks of office programs.
 */
export function isHiddenFile(name: string): boolean {
  return name.startsWith(".") || name.startsWith("~");
}

export function isLitterFile(name: string): boolean {
  const lower = name.toLowerCase();
  if (LITTER_NAMES.has(lower) || isHiddenFile(lower)) return true;
  return lower.includes(".") && LITTER_EXTENSIONS.has(lower.slice(lower.lastIndexOf(".") + 1));
}

/** Is a file at this path (`/` between segments) of no interest on any card? */
export function isLitterPath(path: string): boolean {
  const [name = "", ...folders] = path.split("/").toReversed();
  return (
    isLitterFile(name) || folders.some((folder) => isLitterFolder(folder) || isCameraExtraFolder(folder))
  );
}
