// Text as it must never hurt a parser: marks, digits, controls, accents, emoji, lone surrogates.
import fc from "fast-check";

const UNITS = String.raw`a Z 0 9 * ( ) : ; . , / \ - + − " ' < > & = % # é ß İ ٣ ③ ½ ★ ∞ ° 撮 🎬 __proto__`
  .split(" ")
  .concat(
    " ",
    "\t",
    "\n",
    "\r",
    "\u0000",
    "\u001B",
    "\uFEFF",
    "\u200B",
    "\u00A0",
    "\u0301",
    "\uD800",
    "\uDC00",
  );

export const hostileText = (maxLength: number) => fc.string({ unit: fc.constantFrom(...UNITS), maxLength });
