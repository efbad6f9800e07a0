// Finds what stays on the set in the boxes of an ISO or QuickTime file: user data, metadata, XMP, tracks of telemetry.
import type { PersonalData } from "../../domain/media-facts.ts";
import { findBox, type InnerBox, innerBoxes } from "../boxes.ts";
import { personalKindOf, personalKindsIn } from "./personal-tag.ts";

/** Makers' own boxes, which hold serial numbers, owners and pictures with positions (ExifTool's QuickTime tables). */
const MAKERS: ReadonlySet<string> = new Set(
  "GPMF CAME MUID SETT CNDM CNTH CNDA CNDB NCDT NCTG NCTH PANA LEIC PENT RICO OLYM SIGM KODK sefd smta inst".split(
    " ",
  ),
);
const XMP_UUID = "be7acfcb97a942e89c71999491e3afac";
/** Tracks that a player shows or counts with; any other is data that a recorder keeps of itself. */
const HARMLESS_HANDLERS = new Set(["vide", "soun", "tmcd", "clcp", "hint", ""]);
/** Documents longer than this are looked at in their beginning. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const LONGEST_POSITION = 200;

type Found = readonly PersonalData[];

/** Of a whole `moov`: its own user data and metadata, and those of its tracks. */
export function findPersonalBoxes(moov: Buffer): Found {
  const tracks = innerBoxes(moov).filter(({ type }) => type === "trak");
  return [...inHolder(moov), ...tracks.flatMap(({ body }) => inHolder(body).concat(asTrack(body)))];
}

/** Of a box beside the `moov`: `meta`, `udta`, or `uuid` with XMP. */
export function findPersonalTopLevel(box: InnerBox): Found {
  return inHolder(boxed(box));
}

/** What `findBox` and `innerBoxes` take: the box with a header of its own. */
function boxed({ type, body }: InnerBox): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length, 0);
  header.write(type, 4, "latin1");
  return Buffer.concat([header, body]);
}

function inHolder(holder: Buffer): Found {
  return innerBoxes(holder).flatMap(({ type, body }) => {
    if (type === "udta") return innerBoxes(body).flatMap(inUserData);
    if (type === "meta") return inMetadata(body);
    if (type === "uuid" && body.toString("hex", 0, 16) === XMP_UUID) return inText("XMP", body);
    return type === "gps " ? [{ kind: "position", where: type }] : [];
  });
}

function inUserData({ type, body }: InnerBox): Found {
  if (type === "meta") return inMetadata(body);
  if (type === "XMP_") return inText("XMP", body);
  if (MAKERS.has(type)) return [{ kind: "camera data", where: type.trim() }];
  return body.length > 4 ? inTag(type) : [];
}

/** ISO gives the box a version of four bytes, QuickTime does not. */
function inMetadata(body: Buffer): Found {
  if (body.length < 8) return [];
  const boxes = innerBoxes(body.readUInt32BE(0) === 0 ? body.subarray(4) : body);
  const get = (type: string) => boxes.find((box) => box.type === type)?.body ?? Buffer.alloc(0);
  return [
    ...innerBoxes(get("keys").subarray(8)).flatMap((key) => inTag(key.body.toString("utf8"))),
    ...innerBoxes(get("ilst")).flatMap(inItem),
    ...inText("metadata", get("xml ")),
  ];
}

function inItem({ type, body }: InnerBox): Found {
  const freeName = findBox(body, "name")?.toString("utf8", 4) ?? "";
  // The text stands behind type and language.
  const value = findBox(body, "data")?.toString("utf8", 8, 8 + LONGEST_POSITION);
  return inTag(type === "----" ? freeName : type, value);
}

function inTag(name: string, value?: string): Found {
  const kind = personalKindOf(name, value);
  return kind ? [{ kind, where: name }] : [];
}

function inText(where: string, body: Buffer): Found {
  return personalKindsIn(body.toString("utf8", 0, MAX_TEXT_BYTES)).map((kind) => ({ kind, where }));
}

function asTrack(trak: Buffer): Found {
  const handler = findBox(trak, "mdia", "hdlr")?.toString("latin1", 8, 12).replaceAll("\0", "").trim() ?? "";
  if (HARMLESS_HANDLERS.has(handler)) return [];
  const entry = findBox(trak, "mdia", "minf", "stbl", "stsd")?.toString("latin1", 12, 16) ?? "";
  return [{ kind: "camera data", where: `track ${/^[\x20-\x7e]{4}$/.test(entry) ? entry.trim() : handler}` }];
}
