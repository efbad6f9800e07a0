// The encodings that cameras record and LUTs expect, by the many names that cameras, sheets and LUT files give them.
import { OdailiesError } from "./errors.ts";

export interface EncodingKind {
  /** As its maker writes it. */
  readonly label: string;
  /** On text as `simplify` leaves it. */
  readonly pattern: RegExp;
  /** A curve for grading; the others are pictures to be looked at, or light itself. */
  readonly isLog: boolean;
}

const log = (label: string, pattern: RegExp): EncodingKind => ({ label, pattern, isLog: true });
const other = (label: string, pattern: RegExp): EncodingKind => ({ label, pattern, isLog: false });

/** In the order in which they are tried at one place of a text: the longer names first. */
export const ENCODINGS = {
  logc4: log("ARRI LogC4", /\blog ?c ?4\b/),
  // Before LogC4 it was simply LogC; `LogC2Video` is LogC to video.
  logc3: log("ARRI LogC3", /\blog ?c(?: ?[23])?\b/),
  slog3: log("Sony S-Log3", /\bs ?log ?3\b/),
  slog2: log("Sony S-Log2", /\bs ?log ?2\b/),
  slog: log("Sony S-Log", /\bs ?log\b/),
  clog3: log("Canon Log 3", /\b(?:canon|c) ?log ?3\b/),
  clog2: log("Canon Log 2", /\b(?:canon|c) ?log ?2\b/),
  clog: log("Canon Log", /\b(?:canon|c) ?log\b/),
  vlog: log("Panasonic V-Log", /\bv ?log(?: ?l)?\b/),
  log3g10: log("RED Log3G10", /\blog ?3 ?g ?10\b/),
  log3g12: log("RED Log3G12", /\blog ?3 ?g ?12\b/),
  redlogfilm: log("REDlogFilm", /\bred ?log ?film\b/),
  bmdfilm5: log(
    "Blackmagic Film Gen 5",
    /\b(?:blackmagic|bmd)\b.{0,40}?\bgen ?5\b.{0,20}?\bfilm\b|\b(?:blackmagic|bmd) ?(?:design )?film\b.{0,20}?\bgen ?5\b|\bbmd ?film ?gen ?5\b/,
  ),
  bmdfilm: log("Blackmagic Film", /\bblackmagic\b.{0,40}?\bfilm\b|\bbmd ?film\b|\bbmdfilm\b/),
  dlogm: log("DJI D-Log M", /\bd ?log ?m\b/),
  dlog: log("DJI D-Log", /\bd ?log\b/),
  applelog2: log("Apple Log 2", /\bapple ?log ?2\b/),
  applelog: log("Apple Log", /\bapple ?log\b/),
  nlog: log("Nikon N-Log", /\bn ?log\b/),
  flog2c: log("Fujifilm F-Log2 C", /\bf ?log ?2 ?c\b/),
  flog2: log("Fujifilm F-Log2", /\bf ?log ?2\b/),
  flog: log("Fujifilm F-Log", /\bf ?log\b/),
  llog: log("Leica L-Log", /\bl ?log\b/),
  zlog2: log("Z CAM Z-Log2", /\bz ?log ?2\b/),
  ilog: log("Insta360 I-Log", /\bi ?log\b/),
  gplog: log("GoPro Log", /\bgp ?log\b|\b(?:go ?pro|pro ?tune) (?:flat|log)\b/),
  acescct: log("ACEScct", /\baces ?cct\b/),
  dwg: log("DaVinci Intermediate", /\bda ?vinci (?:wg )?intermediate\b/),
  cineon: log("Cineon", /\bcineon\b/),
  hlg: other("HLG", /\bhlg\d?\b|\barib std b ?67\b/),
  pq: other("PQ", /\bpq\b|\b(?:st|smpte(?: st)?) ?2084\b/),
  scinetone: other("Sony S-Cinetone", /\bs ?cinetone\b/),
  rec709: other("Rec.709", /\b(?:rec|bt|itu|r) ?709\b|^709$/),
} as const satisfies Record<string, EncodingKind>;

/** What `--log-encoding` takes, and what a clip or a LUT's input is known by. */
export type LogEncoding = keyof typeof ENCODINGS;

const IDS = Object.keys(ENCODINGS) as readonly LogEncoding[];

export function encodingLabel(encoding: LogEncoding): string {
  return ENCODINGS[encoding].label;
}

/** The encoding that a value such as `LOG-C`, `s-log3-cine`, `D-Log M` or `slog3` names: the first in the text. */
export function parseLogEncoding(text: string): LogEncoding | undefined {
  const id = text.trim().toLowerCase();
  return IDS.find((each) => each === id) ?? findEncodings(text)[0];
}

/** The value of `--log-encoding`. Throws `usage` with all the names there are. */
export function requireLogEncoding(text: string): LogEncoding {
  const encoding = parseLogEncoding(text);
  if (encoding !== undefined) return encoding;
  throw new OdailiesError(
    "usage",
    `--log-encoding ${JSON.stringify(text)} is not an encoding that is known.`,
    {
      hint: `Use one of ${IDS.join(", ")}.`,
    },
  );
}

/** Every encoding named in a text, in its order, each once. */
export function findEncodings(text: string): readonly LogEncoding[] {
  const simple = simplify(text);
  const found: { readonly id: LogEncoding; readonly from: number; readonly to: number }[] = [];
  for (const id of IDS) {
    const match = ENCODINGS[id].pattern.exec(simple);
    if (!match) continue;
    const [from, to] = [match.index, match.index + match[0].length];
    // `canon log 3` is not `log 3`, nor `canon log`.
    if (!found.some((each) => from < each.to && each.from < to)) found.push({ id, from, to });
  }
  return found.sort((a, b) => a.from - b.from).map(({ id }) => id);
}

/** `SLog3SGamut3.CineToLC-709` → `slog3 sgamut3 cine to lc 709`. */
export function simplify(text: string): string {
  return text
    .slice(0, 300)
    .replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Z])/g, " ")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Blackmagic's generations are often left out; everything else has to be the same. */
export function isSameEncoding(a: LogEncoding, b: LogEncoding): boolean {
  const family = (id: LogEncoding) => (id === "bmdfilm5" ? "bmdfilm" : id);
  return a === b || (family(a) === family(b) && (a === "bmdfilm" || b === "bmdfilm"));
}
