// Makes the spellings of one column name equal: `White Point (Kelvin)`, `white_point_kelvin` → whitepointkelvin.

/** Without accents, case, spaces and punctuation; letters and digits of every script stay. */
export function normaliseHeader(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
