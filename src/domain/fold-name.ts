// When are two clip names one? Said once, for cards, claims and destinations alike.

/** Names are compared as the pickiest file system does: APFS, NTFS and exFAT know neither case nor normal form. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}
