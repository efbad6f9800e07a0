// Names that are never anybody's clip: what systems, copy programs and cameras leave behind.

/** Not even opened: system folders are often unreadable, and hold nothing of the day. */
const IGNORED_FOLDERS = [
  /^\.Spotlight(-V100)?$/i,
  /^\.Trashes$/i,
  /^\.TemporaryItems$/i,
  /^\.fseventsd$/i,
  /^\.DocumentRevisions-V100$/i,
  /^Backups\.backupdb$/i,
  /^System Volume Information$/i,
  /^\$RECYCLE\.BIN$/i,
  /^\.Trash-/i,
  /^lost\+found$/i,
  /^\.AppleDouble$/i,
  /^ascmhl$/i,
  /^\.SD_PROJECT$/i,
];

/** Thumbnails and voice memos of the camera. */
const CAMERA_EXTRA_FOLDERS = /^(ICON|VOICE|THMBNL)$/i;

const IGNORED_NAMES = new Set(
  [
    ".DS_Store .VolumeIcon.icns .com.apple.timemachine.donotpresent Thumbs.db desktop.ini .apdisk Icon\r",
    ".ocopy-checkpoint SONYCARD.IND SDINFO.TXT .SD_PROJECT",
    "INDEX.XML ALIAS.XML DISCMETA.XML MEDIAPRO.XML CUEUP.XML SYSPRO.XML STATUS.BIN LASTCLIP.TXT",
  ].flatMap((names) => names.toLowerCase().split(" ")),
);

const IGNORED_EXTENSIONS = new Set(
  [
    "mhl copy_in_progress part tmp crdownload",
    "thm scr bim cpi cif cpf sif mpl bdm ind dat db bup bin ppn smi klv aae rmd rtn sav log",
  ].flatMap((extensions) => extensions.split(" ")),
);

/**
 * `._*` are AppleDouble files: they carry the real extension and a few KB, and are the commonest false "corrupt clip" on
 * exFAT drives.
 */
const IGNORED_PREFIXES = ["._", "~"];

/** Is the whole folder of no interest, so that nobody opens it? */
export function isIgnoredFolder(name: string): boolean {
  return IGNORED_FOLDERS.some((pattern) => pattern.test(name));
}

/** Is what lies in such a folder of no interest on any card? */
export function isCameraExtraFolder(name: string): boolean {
  return CAMERA_EXTRA_FOLDERS.test(name);
}

export function isIgnoredFile(name: string): boolean {
  const lower = name.toLowerCase();
  if (IGNORED_NAMES.has(lower) || IGNORED_PREFIXES.some((prefix) => lower.startsWith(prefix))) return true;
  return lower.includes(".") && IGNORED_EXTENSIONS.has(lower.slice(lower.lastIndexOf(".") + 1));
}
