// Clip properties between this program and the two wires of o/DAILIES. Pure; every key that is sent stands here.
import type { RemoteClip } from "../../domain/delivery.ts";
import {
  type ClipMetadata,
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
  type MetadataValue,
} from "../../domain/metadata.ts";
import type { WireClip } from "./api.ts";

/** Property → its key on a wire. A property without an entry is never sent there. */
export type WireKeys = Readonly<Partial<Record<MetadataProperty, string>>>;

/** The keys that v2 documents, besides `name`. v2 answers any other with 400, and the whole request is lost. */
export const V2_KEYS = {
  scene: "scene",
  shot: "shot",
  take: "take",
  description: "description",
  circled: "circled",
  rating: "rating",
  inPoint: "inPoint",
  camera: "camera",
  timecode: "timecode",
  fps: "fps",
  date: "date",
  duration: "duration",
  reelName: "reelName",
  libraryPath: "libraryPath",
} as const satisfies WireKeys;

/** The thirteen that are documented for v1 alone, in v1's spelling. */
export const V1_ONLY_KEYS = {
  whitePointKelvin: "whitepointkelvin",
  whitePointCcShift: "whitepointccshift",
  shutter: "shutter",
  filter: "filter",
  ndFilter: "ndfilter",
  lens: "lens",
  focalLength: "focallength",
  focusDistance: "focusdistance",
  asa: "asa",
  sensorFps: "sensorFps",
  fStop: "fStop",
  tStop: "tStop",
  fileSize: "filesize",
} as const satisfies WireKeys;

/** All that v1 knows: it spells two of v2's keys in lower case. */
export const V1_KEYS = {
  ...V2_KEYS,
  reelName: "reelname",
  libraryPath: "librarypath",
  ...V1_ONLY_KEYS,
} as const satisfies WireKeys;

/** The embedded server takes all of them by v2, spelled as this program spells them. */
export const EMBEDDED_KEYS: WireKeys = Object.fromEntries(
  METADATA_PROPERTY_NAMES.map((property) => [property, property]),
);

const PROPERTY_OF_KEY: ReadonlyMap<string, MetadataProperty> = new Map(
  METADATA_PROPERTY_NAMES.map((property) => [property.toLowerCase(), property]),
);

/** The clip as the program knows it. Keys are read in any case; unknown keys and values that are not set are left out. */
export function readClip({ name, fields }: WireClip): RemoteClip {
  const metadata: Record<string, MetadataValue> = {};
  for (const [key, raw] of Object.entries(fields)) {
    const property = PROPERTY_OF_KEY.get(key.toLowerCase());
    const value = property && READERS[METADATA_PROPERTIES[property]](raw);
    if (property && value !== undefined) metadata[property] = value;
  }
  return { name, metadata };
}

/** How v2 itself spells those of the thirteen that its answer holds: proof of the spelling, not that it may be written. */
export function findSeenKeys(clips: readonly WireClip[]): WireKeys {
  const seen: Partial<Record<MetadataProperty, string>> = {};
  const keys = new Set<string>();
  for (const { fields } of clips) for (const key of Object.keys(fields)) keys.add(key);
  for (const key of keys) {
    const property = PROPERTY_OF_KEY.get(key.toLowerCase());
    if (property && property in V1_ONLY_KEYS) seen[property] = key;
  }
  return seen;
}

const READERS: Readonly<
  Record<"string" | "number" | "boolean", (raw: unknown) => MetadataValue | undefined>
> = {
  string: (raw) => {
    if (typeof raw === "number" && Number.isFinite(raw)) return String(raw);
    return typeof raw === "string" && raw !== "" ? raw : undefined;
  },
  number: (raw) => {
    if (typeof raw === "string") return /^-?\d+(?:\.\d+)?$/.test(raw) ? Number(raw) : undefined;
    return typeof raw === "number" && Number.isFinite(raw) ? raw : undefined;
  },
  boolean: (raw) => {
    if (raw === "true" || raw === "false") return raw === "true";
    return typeof raw === "boolean" ? raw : undefined;
  },
};

/** The part of `metadata` that `keys` covers, and that is worth sending: never null, never empty text, `date` as yyyyMMdd. */
export function writeFields(
  metadata: ClipMetadata,
  keys: WireKeys,
): { readonly fields: Readonly<Record<string, MetadataValue>>; readonly taken: ClipMetadata } {
  const fields: Record<string, MetadataValue> = {};
  const taken: Record<string, MetadataValue> = {};
  for (const property of METADATA_PROPERTY_NAMES) {
    const key = keys[property];
    const value = metadata[property];
    if (key === undefined || value === undefined || !isSendable(property, value)) continue;
    fields[key] = value;
    taken[property] = value;
  }
  return { fields, taken };
}

function isSendable(property: MetadataProperty, value: MetadataValue): boolean {
  if (typeof value !== METADATA_PROPERTIES[property] || value === "") return false;
  if (typeof value === "number") return Number.isFinite(value);
  return property !== "date" || /^\d{8}$/.test(String(value));
}
