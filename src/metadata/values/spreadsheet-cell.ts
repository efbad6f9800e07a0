// The signs that spreadsheets and pasted text leave in cells: what a person meant is what is left.

/** Printable ASCII that begins with nothing that a spreadsheet adds: most cells there are. */
const PLAIN = /^[!-&(-<>-~][ -~]*$/;

/**
 * Without the `="0012"` and `'0012` that keep leading zeros, and without characters that nobody sees (Unicode's format
 * class); those that make one emoji of several, or join letters of Persian and Indic words, stay.
 */
export function cleanCell(text: string): string {
  if (text === "" || PLAIN.test(text)) return text;
  const visible = text.replaceAll(/\p{Cf}/gu, (mark, at: number) => (isJoiner(text, mark, at) ? mark : ""));
  const trimmed = visible.trim();
  if (trimmed.startsWith('="') && trimmed.endsWith('"') && trimmed.length > 2) {
    return trimmed.slice(2, -1).replaceAll('""', '"');
  }
  // A word processor bends the apostrophe.
  const isMarkedAsText = /^['’‘][\d=+@-]/.test(trimmed) || /^['’‘][A-Z\d][\w./-]{0,80}$/.test(trimmed);
  return isMarkedAsText && !/['’‘]/.test(trimmed.slice(1)) ? trimmed.slice(1) : visible;
}

/** U+200D and U+200C between characters that need them. */
function isJoiner(text: string, mark: string, at: number): boolean {
  if (mark !== "\u200D" && mark !== "\u200C") return false;
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + 1, at + 3);
  const needs =
    /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}]/u;
  return needs.test(before) && needs.test(after) && !/\d/.test(before + after);
}

/** Of Excel, Google, Numbers and Calc, in the languages where they end with no mark. */
const BARE_ERRORS = new Set(
  "#n/a #nv #n/d #n/b #i/t #n/v #н/д #hiányzik #yok #nenalezeno #nenikdispozici #div/0 #getting_data #err #error #fehler".split(
    " ",
  ),
);

/** `#REF!`, `#BEZUG!`, `#¿NOMBRE?`, `#N/A`, `#NV`, `Err:502`, `########`, `=A1&B1`: no value of anybody. `#12` is one. */
export function isSpreadsheetError(text: string): boolean {
  const tidy = text.trim();
  if (tidy.length > 40) return /^#{3,}$|^=[\p{Lu}.]{2,20}\(/u.test(tidy);
  return (
    /^#{3,}$/.test(tidy) ||
    /^=[\p{Lu}.]{2,20}\(|^=\$?[A-Z]{1,3}\$?\d{1,7}(?:$|[-+*/&!;,)])/u.test(tidy) ||
    /^#[¡¿]?[\p{Lu}\d/_]{2,24}[!?]$/u.test(tidy) ||
    /^#(?:NENÍ_K_DISPOZICI|[\p{Lu}]{2,20}\/0)$/u.test(tidy) ||
    /^(?:Err|Fehler|Erreur|Errore|Fout|Erro):\s?\d{3}$/i.test(tidy) ||
    BARE_ERRORS.has(tidy.toLowerCase())
  );
}
