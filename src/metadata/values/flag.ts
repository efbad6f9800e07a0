// Yes and no as tools and people in several languages write them.
import { isNullWord } from "./null-words.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

const words = (...texts: string[]) => new Set(texts.flatMap((text) => text.split(" ")));
const YES = words(
  "* x y yes j ja o oui s si sí sim v true t wahr vrai verdadero vero verdadeiro 1 on",
  "circle circled good gut bon bonne buena buona print printed p c ck cp ok okay select selected best keep kept",
  "fav favorite favourite preferred kopierer kopieren kopie kop retenue gewählt",
  "✓ ✔ ☑ ✅ ● ○ ◯ ⭕ ◎ ★ ⭐ 👍",
);
const NO = words(
  "n no nein non não nao nee false f falsch faux falso 0 off ng bad uncircled unprinted rejected ✗ ✘ ❌ ☐ □ 👎",
);

/**
 * Unknown words give a doubt, never false: an unmarked take is not a refused one. `[x]` is ticked, `[ ]` is not; `1.0` is
 * what a table of floats makes of a 1; marks count however often they stand there, and with a full stop or an exclamation
 * mark behind.
 */
export function parseFlag(text: string): Parsed<boolean> {
  const tidy = tidyText(text).toLowerCase();
  if (isNullWord(tidy)) return undefined;
  if (/^[[(]\s?[\])]$/.test(tidy)) return found(false);
  const word = bareWord(tidy);
  if (NO.has(word) || /^(?:not|nicht|non|no) (?:circled?|printed|good|selected)$/.test(word))
    return found(false);
  if (YES.has(word) || /^(?:circled?|good|best) take$/.test(word)) return found(true);
  return doubt(`${quoted(text)} says neither yes nor no.`);
}

/** `[X]` → x, `o.k.` → ok, `N/G` → ng, `best!` → best, `1,0` → 1, `x x` → x. */
function bareWord(tidy: string): string {
  return tidy
    .replaceAll("\uFE0F", "")
    .replace(/^[[(](.{1,20})[\])]$/, "$1")
    .replace(/^([01])[.,]0{1,6}$/, "$1")
    .replace(/^n[./ ]g\.?$/, "ng")
    .replace(/^o\.k\.?$/, "ok")
    .replace(/[.!]{1,3}$/, "")
    .replace(/^([x*✓✔★⭐])(?: ?\1){1,9}$/u, "$1");
}
