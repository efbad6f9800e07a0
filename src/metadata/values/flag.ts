// Yes and no as tools and people in several languages write them.
import { isNullWord } from "./null-words.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

const words = (text: string) => new Set(text.split(" "));
const YES = words(
  "* x y yes ja oui si sí sim true t wahr vrai verdadero vero verdadeiro 1 circle circled good gut bon bonne buena buona print p ok ✓ ✔ ☑ ● select best",
).add("circle take");
const NO = words("n no nein non não nao false f falsch faux falso 0 ng bad ✗ ✘ ☐");

/** Unknown words give a doubt, never false: an unmarked take is not a refused one. */
export function parseFlag(text: string): Parsed<boolean> {
  const word = tidyText(text).toLowerCase();
  if (isNullWord(word)) return undefined;
  if (YES.has(word)) return found(true);
  if (NO.has(word)) return found(false);
  return doubt(`${quoted(text)} says neither yes nor no.`);
}
