// Clip properties between this program and a shot of Kitsu. Pure; every key that is sent stands here.
import { formatDay } from "../../domain/format-day.ts";
import type { RemoteClip } from "../../domain/delivery.ts";
import {
  type ClipMetadata,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
  type MetadataValue,
} from "../../domain/metadata.ts";
import type { WireShot } from "./api.ts";

/** A property's place in `shot.data`; undefined where Kitsu has a place of its own for it. */
interface Place {
  readonly key: string;
  /** As people see it; Zou makes the key of it. */
  readonly descriptor?: { readonly name: string; readonly type: "string" | "number" | "boolean" | "date" };
  readonly form: Form;
}

type Form = "text" | "number" | "flag" | "date" | "rate";

const place = (name: string, form: Exclude<Form, "rate">): Place => ({
  key: name.toLowerCase().replaceAll(" ", "_"),
  descriptor: { name, type: DESCRIPTOR_TYPES[form] },
  form,
});
const DESCRIPTOR_TYPES = { text: "string", number: "number", flag: "boolean", date: "date" } as const;

/** Of shots, sequences and episodes: what Zou's columns hold. A longer name is answered with 500. */
export const LONGEST_NAME = 160;
export const LONGEST_PLAYLIST_NAME = 80;

/** `description` is a column of every shot. The size of a file is Zou's own business. */
const PLACES = {
  scene: place("Scene", "text"),
  shot: place("Setup", "text"),
  take: place("Take", "text"),
  circled: place("Circled", "flag"),
  rating: place("Rating", "number"),
  inPoint: place("In Point", "number"),
  camera: place("Camera", "text"),
  timecode: place("Timecode", "text"),
  // Zou reads this one when it makes a movie fit, and Kitsu has a column for it.
  fps: { key: "fps", form: "rate" },
  date: place("Shoot Date", "date"),
  duration: place("Duration", "number"),
  reelName: place("Reel Name", "text"),
  whitePointKelvin: place("White Point Kelvin", "number"),
  whitePointCcShift: place("White Point CC Shift", "number"),
  shutter: place("Shutter", "number"),
  filter: place("Filter", "text"),
  ndFilter: place("ND Filter", "text"),
  lens: place("Lens", "text"),
  focalLength: place("Focal Length", "number"),
  focusDistance: place("Focus Distance", "number"),
  asa: place("ASA", "number"),
  sensorFps: place("Sensor FPS", "number"),
  fStop: place("F Stop", "number"),
  tStop: place("T Stop", "number"),
  libraryPath: place("Library Path", "text"),
} as const satisfies Partial<Record<MetadataProperty, Place>>;

const PLACE_OF: Readonly<Partial<Record<MetadataProperty, Place>>> = PLACES;

/** Properties that a shot has a place for. */
export const KITSU_FIELDS: readonly MetadataProperty[] = METADATA_PROPERTY_NAMES.filter(
  (property) => property === "description" || property in PLACES,
);

export interface Descriptor {
  readonly name: string;
  /** As Zou spells it: the key in `shot.data`. */
  readonly key: string;
  readonly type: "string" | "number" | "boolean" | "date";
}

/** What Kitsu has to know of a property before people can see it; undefined where it has a place of its own. */
export function descriptorOf(property: MetadataProperty): Descriptor | undefined {
  const { key, descriptor } = PLACE_OF[property] ?? {};
  return key === undefined || !descriptor ? undefined : { key, ...descriptor };
}

/** What this program keeps in a shot for itself: no descriptor makes it a column. */
export interface OwnMarks {
  /** Of the graded file. A shot without it is nobody's dailies yet. */
  readonly preview?: string | undefined;
  readonly comment?: string | undefined;
}

export function readMarks({ data }: Pick<WireShot, "data">): OwnMarks {
  const text = (key: string) => (typeof data[key] === "string" && data[key] !== "" ? data[key] : undefined);
  return { preview: text("odailies_preview"), comment: text("odailies_comment") };
}

export function writeMarks(marks: {
  readonly preview: string;
  readonly comment: string;
}): Readonly<Record<string, string>> {
  return { odailies_preview: marks.preview, odailies_comment: marks.comment };
}

/** Are there dailies of this shot? Else it is no clip. */
export function isDelivered(shot: Pick<WireShot, "data">): boolean {
  return readMarks(shot).preview !== undefined;
}

/** Values that are not set, or that nobody could have meant, are left out. */
export function readShot({ name, description, data }: WireShot): RemoteClip {
  const metadata: Partial<Record<MetadataProperty, MetadataValue>> = {};
  for (const property of METADATA_PROPERTY_NAMES) {
    const place = PLACE_OF[property];
    const value = place === undefined ? undefined : READERS[place.form](data[place.key]);
    if (value !== undefined) metadata[property] = value;
  }
  if (description) metadata.description = description;
  return { name, metadata: metadata as ClipMetadata };
}

/** The body of an update that changes these values, and takes those in `blank` out. */
export function writeShot(
  metadata: ClipMetadata,
  blank: readonly MetadataProperty[],
): { readonly description?: string | null; readonly data?: Readonly<Record<string, unknown>> } {
  const data: Record<string, unknown> = {};
  for (const property of METADATA_PROPERTY_NAMES) {
    const place = PLACE_OF[property];
    const value = metadata[property];
    if (place === undefined) continue;
    if (value !== undefined) data[place.key] = WRITERS[place.form](value);
    else if (blank.includes(property)) data[place.key] = null;
  }
  const { description = blank.includes("description") ? null : undefined } = metadata;
  return {
    ...(description !== undefined && { description }),
    ...(Object.keys(data).length > 0 && { data }),
  };
}

const readNumber = (raw: unknown) => {
  if (typeof raw === "string")
    return /^-?\d+(?:[.,]\d+)?$/.test(raw) ? Number(raw.replace(",", ".")) : undefined;
  return typeof raw === "number" && Number.isFinite(raw) ? raw : undefined;
};

const READERS: Readonly<Record<Form, (raw: unknown) => MetadataValue | undefined>> = {
  text: (raw) =>
    typeof raw === "number" ? String(raw) : typeof raw === "string" && raw !== "" ? raw : undefined,
  number: readNumber,
  rate: readNumber,
  flag: (raw) => (String(raw) === "true" ? true : String(raw) === "false" ? false : undefined),
  date: (raw) => {
    const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(typeof raw === "string" ? raw : "");
    return day ? day.slice(1).join("") : undefined;
  },
};

/** Kitsu's page compares a checkbox with the text `true`, and Zou reads the rate as text. */
const WRITERS: Readonly<Record<Form, (value: MetadataValue) => string | number | boolean>> = {
  text: String,
  number: (value) => value,
  rate: String,
  flag: String,
  date: (value) => formatDay(String(value)),
};
