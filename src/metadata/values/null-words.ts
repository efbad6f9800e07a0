// Words and numbers that cameras and loggers write where they have no value.

const NULL_WORDS = new Set([
  "-",
  "--",
  "---",
  "–",
  "—",
  "n/a",
  "n.a.",
  "n.a",
  "na",
  "none",
  "null",
  "nil",
  "undefined",
  "unknown",
  "unspecified",
  "not specified",
  "tbd",
  "tba",
  "?",
  "??",
  "nan",
  "<na>",
  "nat",
  "k.a.",
  "k. a.",
  "n/d",
  "n.d.",
  "keine angabe",
  "no scene name",
  "no take name",
]);

/** Only in brackets: a scene may play in the void. */
const ONLY_BRACKETED = new Set(["blank", "empty", "leer", "vide", "vuoto", "vacío", "vazio"]);

/** Unsigned 16 and 32 bit "all bits set": Canon and Sony write them where a lens or sensor tells nothing. */
const NULL_NUMBERS = new Set(["65535", "65535/65535", "4294967295", "nan"]);

/** Is the cell empty, or a word for empty? `0` is not: a scene or a take may be 0. */
export function isNullWord(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (word === "") return true;
  if (word.length > 20) return false;
  const isQuoted = word.length > 2 && word.startsWith('"') && word.endsWith('"');
  if (NULL_WORDS.has(isQuoted ? word.slice(1, -1) : word)) return true;
  // What pivot tables and databases write: `(blank)`, `(null)`.
  const isBracketed = "([<".includes(word.charAt(0)) && /^\(.+\)$|^\[.+\]$|^<.+>$/.test(word);
  return isBracketed && (ONLY_BRACKETED.has(word.slice(1, -1)) || NULL_WORDS.has(word.slice(1, -1)));
}

/** The same for cells that hold a number, where all-bits-set means "no value". */
export function isNullNumber(text: string): boolean {
  return isNullWord(text) || NULL_NUMBERS.has(text.trim().toLowerCase());
}
