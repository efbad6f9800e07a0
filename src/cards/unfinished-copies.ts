// What copy programs leave while they are at work: names alone.

/** o/COPY keeps it in a folder for as long as its copy is not complete. */
export const CHECKPOINT = ".ocopy-checkpoint";

/** Endings that only a copy program gives: o/COPY, browsers, WinSCP, Aspera, lftp, BitTorrent and Resilio Sync. */
const COPYING =
  /\.(?:copy_in_progress|part|crdownload|filepart|incomplete|inprogress|uploading|aspera-ckpt|lftp-pget-status|!ut|!qb|!sync|bts)$/i;
/** Endings that other programs give to files of their own, too. */
const PERHAPS_COPYING = /\.(?:partial|tmp|temp|download|aspx|ffs_tmp)$/i;
/** rsync writes `.NAME.AbC123` and renames it, Syncthing `.syncthing.NAME.tmp` and `~syncthing~NAME.tmp`. */
const RSYNC_NAME = /^\.(.+)\.[A-Za-z0-9]{6}$/;
const SYNCTHING_NAME = /^(?:\.syncthing\.|~syncthing~)(.+)\.tmp$/i;

/** Does the name alone say that a copy is under way? */
export function isCopying(name: string): boolean {
  return name === CHECKPOINT || COPYING.test(name);
}

/**
 * What the file will be called: `A001.mov.part` and `.A001.mov.AbC123` will be `A001.mov`. Undefined for a name that says
 * nothing of the kind.
 */
export function finishedName(name: string): string | undefined {
  const bySyncthing = SYNCTHING_NAME.exec(name)?.[1];
  if (bySyncthing !== undefined) return bySyncthing;
  const byEnding = name.replace(COPYING, "").replace(PERHAPS_COPYING, "");
  if (byEnding !== name) return byEnding.replace(/^\./, "");
  return RSYNC_NAME.exec(name)?.[1];
}
