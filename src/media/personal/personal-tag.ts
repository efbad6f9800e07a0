// Which tags of a file tell something that stays on the set: where it was, who it was, whose camera it was.
import type { PersonalKind } from "../../domain/media-facts.ts";

/** Words of tag names, whatever the container: QuickTime keys, iTunes, Matroska, RIFF, Vorbis, Sony's XML. */
const NAMES: readonly (readonly [PersonalKind, RegExp])[] = [
  ["position", /location|gps|latitude|longitude|altitude|\bgeo|iso6709|©xyz|^loci$/],
  [
    "serial",
    /serial|device[ _.-]?(?:id|unique)|unique[ _.-]?id|\bimei\b|\budid\b|camera[ _.-]?(?:id\b|identifier)/,
  ],
  [
    "name",
    /artist|author|perform|composer|direct(?:or|ed)|produc(?:er|ed)|owner|creator(?!.?tool)|copyright|photograph|operator|\buser ?name|host ?name|publisher|engineer/,
  ],
];

/** The four-character tags of QuickTime's user data and of iTunes. */
const CODES: Readonly<Record<string, PersonalKind>> = {
  "©ART": "name",
  aART: "name",
  "©aut": "name",
  "©cpy": "name",
  "©dir": "name",
  "©prd": "name",
  "©prf": "name",
  "©wrt": "name",
  "©com": "name",
  "©own": "name",
  "©pub": "name",
  "©mal": "name",
  auth: "name",
  perf: "name",
  cprt: "name",
  "©xyz": "position",
  loci: "position",
};

/** ISO 6709 as phones write it, and what maps show, in tags of any name. */
const POSITION = /^[+-]\d{1,2}\.\d+[+-]\d{1,3}\.\d+|^-?\d{1,2}\.\d{4,},\s*-?\d{1,3}\.\d{4,}$/;

/** Undefined for a tag that may go anywhere. `value` is undefined where it was not read. */
export function personalKindOf(name: string, value?: string): PersonalKind | undefined {
  if (value !== undefined && value.trim() === "") return undefined;
  if (Object.hasOwn(CODES, name)) return CODES[name];
  if (value !== undefined && POSITION.test(value.trim())) return "position";
  // `©xyz` is written in latin1, and ffprobe spells tags in lower case with the language behind.
  const words = name.toLowerCase().replace(/-[a-z]{3}$/, "");
  return NAMES.find(([, sign]) => sign.test(words))?.[0];
}

/** The same for a text that is a document of its own (XMP, Sony's XML): each kind that it speaks of. */
export function personalKindsIn(text: string): readonly PersonalKind[] {
  return DOCUMENT_SIGNS.filter(([, sign]) => sign.test(text)).map(([kind]) => kind);
}

const DOCUMENT_SIGNS: readonly (readonly [PersonalKind, RegExp])[] = [
  ["position", /gps|latitude|longitude/i],
  ["serial", /serial/i],
  // Adobe's programs note the paths of all that went in, with the home folder's name.
  ["name", /dc:creator|artist|author|owner|copyright|[\\/](?:users|home)[\\/]/i],
];
