// Sony's NonRealTimeMeta XML (`C0001M01.XML`), versions 2.00 to 2.20: XDCAM, XAVC, VENICE, FX.
import { XMLParser } from "fast-xml-parser";
import type { ClipMetadata } from "../../domain/metadata.ts";
import { parseCameraLetter } from "../values/camera-letter.ts";
import { parseDate } from "../values/date.ts";
import { parseExposureIndex } from "../values/exposure-index.ts";
import { parseFlag } from "../values/flag.ts";
import { parseFps } from "../values/fps.ts";
import { parseKelvin } from "../values/kelvin.ts";
import { parseNdWheel } from "../values/nd-filter.ts";
import { parseShutter } from "../values/shutter.ts";
import { parseTake } from "../values/take.ts";
import { parseSlate, parseText } from "../values/text.ts";
import { ltcTimecode } from "./sony-ltc.ts";
import type { SidecarFormat } from "./sidecar.ts";

type Node = Readonly<Record<string, unknown>>;

/** No entities: a sidecar is somebody else's file, and they can be made to explode. */
const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  processEntities: false,
  parseAttributeValue: false,
  parseTagValue: false,
});

export const sonyNrt: SidecarFormat = {
  id: "sony-nrt",
  recognise: (name) => /M\d{2}\.XML$/i.test(name),
  read: (text) => {
    if (/<!DOCTYPE/i.test(text)) return {};
    const root = parseXml(text);
    return root ? readRoot(root) : {};
  },
};

function parseXml(text: string): Node | undefined {
  try {
    const document: unknown = PARSER.parse(text);
    return child(asNode(document), "NonRealTimeMeta");
  } catch {
    // Cut off or no XML at all: the clip is no worse for it.
    return undefined;
  }
}

function readRoot(root: Node): ClipMetadata {
  const frame = child(child(root, "VideoFormat"), "VideoFrame");
  const items = namedValues(
    children(child(root, "AcquisitionRecord"), "Group").flatMap((group) => children(group, "Item")),
    "@value",
  );
  const meta = namedValues(children(child(root, "UserDescriptiveMetadata"), "Meta"), "@content");
  const ltc = child(root, "LtcChangeTable");
  const start = children(ltc, "LtcChange").find((change) => attribute(change, "@frameCount") === "0");
  const camera = parseCameraLetter(meta("CameraIndex"))?.value;
  const reel = parseText(meta("Reel"))?.value;
  const take = parseTake(meta("Take"))?.value;
  const white = parseKelvin(items("WhiteBalance"))?.value;
  return onlyKnown({
    timecode: ltcTimecode(attribute(start, "@value"), attribute(ltc, "@halfStep") === "true"),
    fps: parseFps(attribute(frame, "@formatFps"))?.value,
    sensorFps: parseFps(attribute(frame, "@captureFps"))?.value,
    date: parseDate(attribute(child(root, "CreationDate"), "@value"))?.value,
    camera,
    // The camera keeps index and counter apart; everybody else calls the roll by both.
    reelName: camera !== undefined && /^\d{3,4}$/.test(reel ?? "") ? `${camera}${reel}` : reel,
    scene: parseSlate(meta("Scene"))?.value,
    // `Shot` is the clip counter; what a slate calls shot is the cut.
    shot: parseSlate(meta("Cut"))?.value,
    take: take?.take,
    circled: parseFlag(meta("Circle"))?.value ?? (take?.circled === true ? true : undefined),
    lens: parseText(attribute(child(root, "Lens"), "@modelName"))?.value,
    // The photo meter's index is what was exposed for; the sensor's own sensitivity stays at its base.
    asa: (
      parseExposureIndex(items("ExposureIndexOfPhotoMeter")) ?? parseExposureIndex(items("ISOSensitivity"))
    )?.value,
    whitePointKelvin: white?.kelvin,
    shutter: parseShutter(items("ShutterSpeedAngle"), { unit: "hundredths" })?.value,
    ndFilter: parseNdWheel(items("NeutralDensityFilterWheelSetting"))?.value,
  });
}

type Loose = { readonly [P in keyof ClipMetadata]: ClipMetadata[P] | undefined };

function onlyKnown(metadata: Loose): ClipMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}

function asNode(value: unknown): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

function child(node: Node, name: string): Node {
  return children(node, name)[0] ?? {};
}

/** Elements of a name, be there none, one or many. */
function children(node: Node, name: string): readonly Node[] {
  const value: unknown = Object.hasOwn(node, name) ? node[name] : undefined;
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(asNode) : [asNode(value)];
}

function attribute(node: Node | undefined, name: string): string {
  const value: unknown = node?.[name];
  return typeof value === "string" ? value : "";
}

function namedValues(nodes: readonly Node[], valueAttribute: string): (name: string) => string {
  const values = new Map(nodes.map((node) => [attribute(node, "@name"), attribute(node, valueAttribute)]));
  return (name) => values.get(name) ?? "";
}
