// The spellings under which one clip's name turns up: what no eye sees, a segment, the HDE copy, case, a variant's suffix.
import { ALEXA_35_COPY, isUniqueClipName, RED_SEGMENT, respell } from "../../domain/clip-name.ts";
import { readNameVariant } from "../../domain/name-variant.ts";
import { tidyText } from "../values/text.ts";

/** Longer than any file system's names: nothing but its own spelling names such a thing. */
const LONGEST_NAME = 255;

interface NameLevel {
  readonly keyOf: (name: string) => string;
  /** Upper and lower case count as the same. */
  readonly ignoresCase: boolean;
}

const exact = (keyOf: (name: string) => string): NameLevel => ({ keyOf, ignoresCase: false });
const folded = (keyOf: (name: string) => string): NameLevel => ({
  keyOf: (name) => keyOf(name).toUpperCase(),
  ignoresCase: true,
});

/** From the strictest to the loosest; equal keys of one level name the same clip. Both sides go through the same. */
export const NAME_LEVELS: readonly NameLevel[] = [
  exact(visibleName),
  exact(sameClipName),
  folded(sameClipName),
  exact((name) => variantless(name).stem),
  folded((name) => variantless(name).stem),
  exact((name) => variantless(name).bare),
  folded((name) => variantless(name).bare),
];

/** Spreadsheets, web pages and chats leave marks in names that nobody sees, and spaces of other kinds. */
function visibleName(name: string): string {
  return tidyText(name.replaceAll(/\p{Cf}/gu, ""));
}

function sameClipName(name: string): string {
  const seen = visibleName(name);
  if (seen.length > LONGEST_NAME) return seen;
  return respell(seen.replaceAll(" ", ""), [RED_SEGMENT, ALEXA_35_COPY]);
}

/** `_709`, `_graded`, `_LOG` tell the variant; `_H264`, `_proxy` are taken only off names that a camera gave. */
function variantless(name: string): { stem: string; bare: string } {
  const key = sameClipName(name);
  if (key.length > LONGEST_NAME) return { stem: key, bare: key };
  const { stem, bare } = readNameVariant(key, isUniqueClipName);
  return { stem: sameClipName(stem), bare: sameClipName(isUniqueClipName(bare) ? bare : stem) };
}
