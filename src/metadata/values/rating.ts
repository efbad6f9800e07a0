// Ratings from 0 to 5, as a number or as stars.
import { isNullNumber } from "./null-words.ts";
import { parseNumber } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

/** `3`, `3/5`, `★★★☆☆`, `***` → 3. Outside 0 to 5 is a doubt. */
export function parseRating(text: string): Parsed<number> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy)) return undefined;
  if (/^[★☆⭐*\s]{1,20}$/u.test(tidy)) return inRange(tidy.match(/[★⭐*]/gu)?.length ?? 0, text);
  return inRange(
    parseNumber(
      tidy.replace(/\s?\/\s?5$/, "").replace(/\s?(?:stars?|sterne?|étoiles?|estrellas?|stelle|stella)$/i, ""),
    ),
    text,
  );
}

function inRange(stars: number | undefined, text: string): Parsed<number> {
  return stars !== undefined && stars >= 0 && stars <= 5
    ? found(stars)
    : doubt(`${quoted(text)} is not a rating from 0 to 5.`);
}
