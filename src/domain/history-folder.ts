// Which folder holds an ASC MHL history. Said once, for cards, hash lists and watching alike.

/** Is it the folder of an ASC MHL history, beside the files that it speaks of? Cards know no case. */
export function isHistoryFolder(name: string): boolean {
  return name.toLowerCase() === "ascmhl";
}
