// The font of one burnt-in text: the first that has all its letters. A box in place of a letter tells nothing.
import { OdailiesError } from "../../domain/errors.ts";
import type { LetterRange } from "./font-coverage.ts";

export interface Font {
  readonly path: string;
  readonly letters: readonly LetterRange[];
}

export interface BurnInFonts {
  /** In the order in which they are tried: the user's or the one that comes along, then what is installed. */
  readonly fonts: readonly Font[];
  /** Does the ffmpeg in use turn right-to-left text round and join its letters? */
  readonly shapesText: boolean;
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Nothing of these is seen: spaces, joiners, direction marks, and what chooses a variant of the letter before it. */
const UNSEEN = /[\s\p{Cf}\p{Variation_Selector}]/gu;
const SHOWN = 8;

/** Throws `proxy_failed` that names the letters that no font has, or that cannot be set right. */
export function chooseFont(text: string, { fonts, shapesText }: BurnInFonts): string {
  if (!shapesText && RIGHT_TO_LEFT.test(text)) {
    throw refuse(
      `${JSON.stringify(text)} runs from right to left, which this ffmpeg does not set`,
      "Name an ffmpeg with libfribidi by --ffmpeg; Debian's and Homebrew's packages have it.",
    );
  }
  const letters = [...new Set(text.replaceAll(UNSEEN, ""))];
  const lackingIn = (font: Font) => letters.filter((letter) => !hasLetter(font, letter.codePointAt(0) ?? 0));
  const chosen = fonts.find((font) => lackingIn(font).length === 0);
  if (chosen) return chosen.path;
  const nowhere = letters.filter((letter) => fonts.every((font) => lackingIn(font).includes(letter)));
  const named = (nowhere.length > 0 ? nowhere : letters).slice(0, SHOWN).map(nameLetter).join(", ");
  throw refuse(
    nowhere.length > 0 ? `no font here has ${named}` : `no one font here has all of ${named}`,
    "Install a font that has them (such as fonts-noto-cjk), or name a font file with font=<file> in the template.",
  );
}

function hasLetter({ letters }: Font, code: number): boolean {
  return letters.some(({ first, last }) => code >= first && code <= last);
}

function nameLetter(letter: string): string {
  return `${letter} (U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")})`;
}

function refuse(problem: string, hint: string): OdailiesError {
  return new OdailiesError("proxy_failed", `The burn-in cannot be drawn: ${problem}.`, { hint });
}
