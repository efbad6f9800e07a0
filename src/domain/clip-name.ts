// What a camera writes into a clip's name: camera letter, roll, clip number, date. Cosmetic, never a key.

/** Each is a camera's; the cameras name theirs. */
export type ClipNameGrammar = (typeof GRAMMARS)[number]["id"];

/** What a name tells; undefined where this grammar does not hold it. */
export interface ClipName {
  /** Which camera's habit the name follows. Several cameras share a shape, so it is a hint, not a proof. */
  readonly grammar: ClipNameGrammar;
  /** Camera letter or letters, without the filling `_`: `A`. */
  readonly camera: string | undefined;
  /** Camera and reel counter as written: `A001`, `A0076`. */
  readonly roll: string | undefined;
  /** As written, with leading zeros: `C001`, `0123`. */
  readonly clipNumber: string | undefined;
  /** `yyyyMMdd`; undefined where the name holds no year (RED, Blackmagic). */
  readonly date: string | undefined;
  /** Part of a clip that is split over several files, as written: `001`. */
  readonly segment: string | undefined;
  /** The name says that this is the camera's own small copy. */
  readonly isProxy: boolean;
  /** False where the counter restarts on each card, so that two cards give the same name to different takes. */
  readonly isUnique: boolean;
}

interface Grammar {
  readonly id: string;
  readonly pattern: RegExp;
  readonly isUnique: boolean;
  /** Only where a folder above is so named. */
  readonly inFolder?: string;
}

const unique = <Id extends string>(id: Id, pattern: RegExp) => ({ id, pattern, isUnique: true }) as const;
const counter = <Id extends string>(id: Id, pattern: RegExp) => ({ id, pattern, isUnique: false }) as const;

/**
 * In the order of trial: the first match wins, the more special goes first. ARRI classic, Panasonic and Canon share
 * `A001C001_230615_AB12`; it counts as ARRI. Sources: ARRI file naming, REDCODE file structure, Sony, Canon, Blackmagic,
 * Panasonic, DJI and GoPro manuals.
 */
const GRAMMARS = [
  unique(
    "arri35",
    /^(?<cam>[A-Z][A-Z_])(?<reel>\d{4})(?<clip>[CD]\d{3,4})_(?<date>\d{6})_(?<time>\d{6})_(?<kind>[a-z])(?<camId>[0-9A-Z]{4})/,
  ),
  unique(
    "arriFrame",
    /^(?<cam>[A-Z])(?<reel>\d{3})(?<clip>[CD]\d{3})_(?<date>\d{6}|\d{8})_(?<camId>[A-Z][0-9A-Z]{3})\.(?<frame>\d{7})$/,
  ),
  unique(
    "arriClassic",
    /^(?<cam>[A-Z])(?<reel>\d{3})(?<clip>[CD]\d{3})_(?<date>\d{6}|\d{8})_(?<camId>[A-Z][0-9A-Z]{3})/,
  ),
  unique(
    "red",
    /^(?<cam>[A-Z])(?<reel>\d{3})_(?<clip>[A-Z]\d{3})_(?<mmdd>\d{4})(?<rand>[0-9A-Z]{2})(?:_(?<segment>\d{3}))?$/,
  ),
  unique(
    "canonXf",
    /^(?<cam>[A-Z])(?<reel>\d{3})(?<clip>[CD]\d{3})_(?<date>\d{6})(?<rand>[0-9A-Z]{2})_(?<user>[0-9A-Z]{1,5})$/,
  ),
  unique("sonyCine", /^(?<cam>[A-Z])(?<reel>\d{3})(?<clip>C\d{3})_(?<date>\d{6})(?<rand>[0-9A-Z]{2})/),
  unique(
    "canonCine",
    /^(?<cam>[A-Z][A-Z_]?)_?(?<reel>\d{3,4})(?<clip>[CD]\d{3})(?<slot>[A-Z_]?)(?<date>\d{6})_(?:(?<time>\d{6})_?)?(?<rand>[0-9A-Z]{2})(?:_(?<user>[0-9A-Z_]*?))?(?<proxy>_Proxy)?$/,
  ),
  unique("bmd", /^(?<cam>[A-Z])(?<reel>\d{3})_(?<mmdd>\d{4})(?<hhmm>\d{4})_(?<clip>[CS]\d{3})$/),
  unique("bmdOld", /^BMC\d+_\d+_(?<date>\d{4}-\d{2}-\d{2})_(?<hhmm>\d{4})_(?<clip>C\d{4})$/),
  unique("panaCam", /^(?<cam>[A-Z])(?<reel>\d{3})(?<clip>C\d{3})_(?<date>\d{6})_(?<hash>[0-9A-Z]{4})$/),
  unique(
    "djiNew",
    /^DJI_(?<date>\d{8})(?<time>\d{6})_(?<clip>\d{4})(?:_(?<lens>[A-Z]))?(?:_(?<segment>\d{3}))?$/,
  ),
  counter("djiOld", /^DJI_(?<clip>\d{4})$/),
  counter("goproNew", /^G(?:(?<proxy>L)|[HX])(?<segment>\d{2})(?<clip>\d{4})$/),
  counter("goproLoop", /^G[HX](?<segment>[A-Z]{2})(?<clip>\d{4})$/),
  counter("goproOld", /^(?:GOPR|GP(?<segment>\d{2}))(?<clip>\d{4})$/),
  counter("iphone", /^IMG_E?(?<clip>\d{4})$/),
  counter("genericDCF", /^(?:DSC_|DSCF|MVI_|P\d{3}|_[A-Z]{3})\w*(?<clip>\d{4})$/),
  counter("sonyXavc", /^.*?C(?<clip>\d{4})$/),
  { id: "p2", pattern: /^[0-9A-Z]{6}$/, isUnique: true, inFolder: "CONTENTS" },
] as const satisfies readonly Grammar[];

export const CLIP_NAME_GRAMMARS: readonly ClipNameGrammar[] = GRAMMARS.map(({ id }) => id);

/**
 * Reads a base name (no extension, no variant suffix). `folders` are the names of the folders above: six characters
 * are a P2 name only below `CONTENTS`. Undefined when no camera is known to write such a name.
 */
export function parseClipName(base: string, folders: readonly string[] = []): ClipName | undefined {
  const isBelow = (name: string) => folders.some((folder) => folder.toUpperCase() === name);
  for (const grammar of GRAMMARS) {
    if ("inFolder" in grammar && !isBelow(grammar.inFolder)) continue;
    const match = grammar.pattern.exec(base);
    if (!match) continue;
    const fields: Readonly<Record<string, string | undefined>> = match.groups ?? {};
    const camera = fields["cam"]?.replaceAll("_", "");
    return {
      grammar: grammar.id,
      camera,
      roll: camera === undefined ? undefined : `${camera}${fields["reel"] ?? ""}`,
      clipNumber: fields["clip"],
      date: readDate(fields["date"]),
      segment: fields["segment"],
      isProxy: fields["proxy"] !== undefined,
      isUnique: grammar.isUnique,
    };
  }
  return undefined;
}

/** Does a camera give such a name only once, so that it says by itself which clip is meant? */
export function isUniqueClipName(base: string): boolean {
  return parseClipName(base)?.isUnique === true;
}

/** How one clip's name stands on some of its files: what is matched is put as `as`. */
export interface NameSpelling {
  readonly pattern: RegExp;
  readonly as: string;
}

/** RED splits a clip into files `_001`, `_002`; the clip is named without. */
export const RED_SEGMENT: NameSpelling = {
  pattern: /^([A-Z]\d{3}_[A-Z]\d{3}_\d{4}[0-9A-Z]{2})_\d{3}$/i,
  as: "$1",
};

/** ALEXA 35: `_h…` is the HDE-compressed copy of the same clip `_a…`. */
export const ALEXA_35_COPY: NameSpelling = {
  pattern: /^([A-Z][A-Z_]\d{4}[CD]\d{3,4}_\d{6}_\d{6}_)h([0-9A-Z]{4})/i,
  as: "$1a$2",
};

/** The one spelling for all of them. */
export function respell(name: string, spellings: readonly NameSpelling[]): string {
  return spellings.reduce((text, { pattern, as }) => text.replace(pattern, as), name);
}

/** `yyMMdd` (of this century), `yyyyMMdd` or `yyyy-MM-dd` to `yyyyMMdd`; undefined where there is no such day. */
function readDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const digits = text.replaceAll("-", "");
  const date = digits.length === 6 ? `20${digits}` : digits;
  const month = Number(date.slice(4, 6));
  const day = Number(date.slice(6, 8));
  const daysInMonth = new Date(Date.UTC(Number(date.slice(0, 4)), month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth ? date : undefined;
}
