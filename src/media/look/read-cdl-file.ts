// Reads `.cdl`, `.cc` and `.ccc` files (ASC CDL v1.2 XML). They are somebody else's files: no document types, no entities.
import { basename, extname } from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type Cdl, NEUTRAL_CDL, type Rgb, findCdlFault } from "../../domain/cdl.ts";
import { isUniqueClipName } from "../../domain/clip-name.ts";
import { parseNumbers, parseRgb } from "../../domain/parse-cdl.ts";
import { lutError } from "./lut-error.ts";
import { readLookFile } from "./read-look-file.ts";

/** One correction of a file. */
export interface CdlCorrection {
  /** As written: a clip's name, a look's, or a number. */
  readonly id: string | undefined;
  /** What the decision list says it belongs to: a file name or a reel. */
  readonly mediaRef: string | undefined;
  readonly cdl: Cdl;
}

type Element = Readonly<Record<string, unknown>>;

const EXPORT_AGAIN = "Export the correction again as .cdl, .cc or .ccc.";

/**
 * Every correction of the file, in its order; at least one.
 * @throws OdailiesError `lut_invalid` that says what is wrong; nothing else.
 */
export async function readCdlFile(path: string): Promise<readonly CdlCorrection[]> {
  return parseCdlFile(await readLookFile(path), path);
}

/** The same of a text; `file` is what messages call it. */
export function parseCdlFile(text: string, file: string): readonly CdlCorrection[] {
  const refuse = (problem: string): never => {
    throw lutError(file, undefined, problem, EXPORT_AGAIN);
  };
  const root = parseXml(text, refuse);
  const read = (node: Element, mediaRef?: string) => readCorrection(node, mediaRef, refuse);
  const single = children(root, "ColorCorrection").map((node) => read(node));
  const collected = children(root, "ColorCorrectionCollection").flatMap((collection) =>
    children(collection, "ColorCorrection").map((node) => read(node)),
  );
  const decided = children(root, "ColorDecisionList").flatMap((list) =>
    children(list, "ColorDecision").flatMap((decision) => {
      const mediaRef = attribute(children(decision, "MediaRef")[0], "ref");
      return children(decision, "ColorCorrection").map((node) => read(node, mediaRef));
    }),
  );
  const corrections = [...single, ...collected, ...decided];
  return corrections.length > 0 ? corrections : refuse("it holds no ColorCorrection");
}

/**
 * The correction for a clip: the one whose id is the look's, or whose id or media reference is the clip's name
 * (extension, folders and case do not count); else the only one of a file that holds one without saying for what.
 * Undefined where none fits; of several that fit, the first.
 */
export function chooseCorrection(
  corrections: readonly CdlCorrection[],
  { clipName, lookId }: { readonly clipName: string; readonly lookId?: string | undefined },
): CdlCorrection | undefined {
  const named = (text: string | undefined, wanted: string | undefined) =>
    text !== undefined && wanted !== undefined && keyOf(text) === keyOf(wanted);
  return (
    corrections.find(({ id }) => named(id, lookId)) ??
    corrections.find(({ id, mediaRef }) => named(id, clipName) || named(mediaRef, clipName)) ??
    (corrections.length === 1 ? corrections.find(isForAll) : undefined)
  );
}

/** A look's name or a number, not a clip's name. */
function isForAll({ id, mediaRef }: CdlCorrection): boolean {
  return mediaRef === undefined && (id === undefined || !isUniqueClipName(keyOf(id).toUpperCase()));
}

function keyOf(text: string): string {
  const name = basename(text.replaceAll("\\", "/"));
  const extension = extname(name);
  const bare = /^\.[a-z][a-z0-9]{1,4}$/i.test(extension) ? name.slice(0, -extension.length) : name;
  return bare.normalize("NFC").toLowerCase();
}

function readCorrection(
  node: Element,
  mediaRef: string | undefined,
  refuse: (problem: string) => never,
): CdlCorrection {
  const id = attribute(node, "id");
  const place = id === undefined ? "the correction" : `the correction ${JSON.stringify(id.slice(0, 80))}`;
  const sop = children(node, "SOPNode", "ASC_SOP")[0];
  const sat = children(node, "SatNode", "ASC_SAT")[0];
  const rgb = (name: string, neutral: Rgb): Rgb => {
    const text = textOf(children(sop, name)[0]);
    if (text === undefined) return neutral;
    return (
      parseRgb(text) ??
      refuse(`${name} of ${place} is ${JSON.stringify(text.slice(0, 60))}, not three numbers`)
    );
  };
  const satText = textOf(children(sat, "Saturation")[0]);
  const saturation = satText === undefined ? NEUTRAL_CDL.saturation : parseNumbers(satText, 1)?.[0];
  if (saturation === undefined)
    return refuse(`Saturation of ${place} is ${JSON.stringify(satText?.slice(0, 60))}, not a number`);
  const cdl: Cdl = {
    slope: rgb("Slope", NEUTRAL_CDL.slope),
    offset: rgb("Offset", NEUTRAL_CDL.offset),
    power: rgb("Power", NEUTRAL_CDL.power),
    saturation,
  };
  const fault = findCdlFault(cdl);
  if (fault !== undefined) refuse(`${place} cannot be used: ${fault}`);
  if (!sop && !sat) refuse(`${place} holds neither SOPNode nor SatNode`);
  return { id, mediaRef, cdl };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  alwaysCreateTextNode: true,
  removeNSPrefix: true,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
});

function parseXml(text: string, refuse: (problem: string) => never): Element {
  if (/<!DOCTYPE/i.test(text)) return refuse("it declares a document type, which no CDL file needs");
  let problem = "";
  try {
    const validity = XMLValidator.validate(text);
    if (validity === true) return asElement(parser.parse(text));
    problem = ` (line ${validity.err.line}: ${validity.err.msg.replace(/\.$/, "")})`;
  } catch {
    // Nested deeper than the parser bears.
  }
  return refuse(`it is not well-formed XML${problem}`);
}

function asElement(value: unknown): Element {
  if (typeof value === "string") return { "#text": value };
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Element) : {};
}

/** Elements of the names, whatever their case; `SATNode` and `SatNode` are both met with. */
function children(node: Element | undefined, ...names: readonly string[]): readonly Element[] {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return Object.entries(node ?? {}).flatMap(([name, value]) => {
    if (!wanted.has(name.toLowerCase())) return [];
    return Array.isArray(value) ? value.map(asElement) : [asElement(value)];
  });
}

function textOf(node: Element | undefined): string | undefined {
  const text = node?.["#text"];
  return typeof text === "string" && text.trim() !== "" ? text : undefined;
}

function attribute(node: Element | undefined, name: string): string | undefined {
  const value = node?.[`@${name}`];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
