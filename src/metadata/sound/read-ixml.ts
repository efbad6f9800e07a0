// iXML (www.gallery.co.uk/ixml): what a sound recorder writes about a take. Every element is optional, and often empty.
import { XMLParser } from "fast-xml-parser";
import { chunkText } from "./chunk-text.ts";
import { readTruth, type SoundNotes } from "./sound-notes.ts";

export interface Ixml extends SoundNotes {
  readonly isNoGood: boolean;
  readonly isFalseStart: boolean;
  /** Sound without picture. */
  readonly isWildTrack: boolean;
  /** Files of one take that were recorded together, one channel each, share it; undefined for a file on its own. */
  readonly family: string | undefined;
  /** Samples per second that the file plays at, and that its timecode is counted in. */
  readonly fileSampleRate: number | undefined;
  readonly timestampSampleRate: number | undefined;
}

type Node = Readonly<Record<string, unknown>>;

/** No entities: they can be made to explode. The list of tracks is private and stays unparsed. */
const PARSER = new XMLParser({
  ignoreAttributes: true,
  processEntities: false,
  parseTagValue: false,
  stopNodes: ["BWFXML.TRACK_LIST"],
});

/** Undefined where it is no iXML, is cut off, or brings a document type of its own. Throws nothing. */
export function readIxml(bytes: Buffer): Ixml | undefined {
  const text = chunkText(bytes);
  if (/<!DOCTYPE/i.test(text)) return undefined;
  const root = parseRoot(text);
  if (!root) return undefined;
  const [speed, set, bext] = [child(root, "SPEED"), child(root, "FILE_SET"), child(root, "BEXT")];
  const types = new Set((value(root, "TAKE_TYPE") ?? "").split(",").map((type) => type.trim().toUpperCase()));
  const is = (type: string) => types.has(type) || readTruth(value(root, type)) === true;
  return {
    scene: value(root, "SCENE"),
    take: value(root, "TAKE"),
    note: value(root, "NOTE"),
    circled: readTruth(value(root, "CIRCLED")),
    date: value(bext, "BWF_ORIGINATION_DATE"),
    rate: value(speed, "TIMECODE_RATE"),
    dropFrame: isDropFrame(value(speed, "TIMECODE_FLAG")),
    timeReference: readTimeReference(speed, bext),
    isNoGood: is("NO_GOOD"),
    isFalseStart: is("FALSE_START"),
    isWildTrack: is("WILD_TRACK"),
    family: Number(value(set, "TOTAL_FILES") ?? "1") > 1 ? value(set, "FAMILY_UID") : undefined,
    fileSampleRate: readRate(value(speed, "FILE_SAMPLE_RATE")),
    timestampSampleRate: readRate(value(speed, "TIMESTAMP_SAMPLE_RATE")),
  };
}

function parseRoot(text: string): Node | undefined {
  try {
    const document: unknown = PARSER.parse(text);
    const root = asNode(document)["BWFXML"];
    return typeof root === "object" && root !== null ? asNode(root) : undefined;
  } catch {
    return undefined;
  }
}

function isDropFrame(flag: string | undefined): boolean | undefined {
  return flag === undefined ? undefined : flag.toUpperCase() === "DF";
}

/** The first pair that is there; `SAMPLE_` and `SAMPLES_` are both written. */
function readTimeReference(speed: Node, bext: Node): number | undefined {
  for (const [node, name, high, low] of [
    [speed, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT", "HI", "LO"],
    [speed, "TIMESTAMP_SAMPLE_SINCE_MIDNIGHT", "HI", "LO"],
    [bext, "BWF_TIME_REFERENCE", "HIGH", "LOW"],
  ] as const) {
    const least = readWord(value(node, `${name}_${low}`));
    if (least !== undefined) return (readWord(value(node, `${name}_${high}`)) ?? 0) * 2 ** 32 + least;
  }
  return undefined;
}

/** Half of a 64-bit number. Some recorders print it with a sign: -1944591466 is 2350375830. */
function readWord(text: string | undefined): number | undefined {
  return /^[+-]?\d{1,12}$/.test(text ?? "") ? Number(text) >>> 0 : undefined;
}

function readRate(text: string | undefined): number | undefined {
  return /^\d{1,7}$/.test(text ?? "") ? Number(text) : undefined;
}

function asNode(value: unknown): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

/** The first element of the name; `{}` where there is none. */
function child(node: Node, name: string): Node {
  return asNode(first(node, name));
}

/** Undefined where the element is not there or empty. */
function value(node: Node, name: string): string | undefined {
  const text = first(node, name);
  return typeof text === "string" && text.trim() !== "" ? unescapeXml(text.trim()) : undefined;
}

function first(node: Node, name: string): unknown {
  const found: unknown = Object.hasOwn(node, name) ? node[name] : undefined;
  return Array.isArray(found) ? found[0] : found;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** The five that XML itself has. */
function unescapeXml(text: string): string {
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? "");
}
