// The spellings under which one clip's name turns up: other normalisation, other case, a segment, the HDE copy.

/** RED splits a clip into files `_001`, `_002`; the clip is named without. */
const RED_SEGMENT = /^([A-Z]\d{3}_[A-Z]\d{3}_\d{4}[0-9A-Z]{2})_\d{3}$/i;
/** ALEXA 35: `_h…` is the HDE-compressed copy of the same clip `_a…`. */
const ALEXA_35_COPY = /^([A-Z][A-Z_]\d{4}[CD]\d{3,4}_\d{6}_\d{6}_)h([0-9A-Z]{4})/i;

/** From the strictest to the loosest; equal keys of one level name the same clip. */
export const NAME_LEVELS: readonly ((name: string) => string)[] = [
  (name) => name.normalize("NFC"),
  sameClipName,
  (name) => sameClipName(name).toUpperCase(),
];

function sameClipName(name: string): string {
  return name.normalize("NFC").replace(RED_SEGMENT, "$1").replace(ALEXA_35_COPY, "$1a$2");
}
