// Clip properties between this program and a clip of CatDV. Pure; every field that is sent stands here.
import {
  type ClipMetadata,
  METADATA_PROPERTIES,
  type MetadataProperty,
  type MetadataValue,
} from "../../domain/metadata.ts";
import type { WireClip, WireMarker } from "./api.ts";
import { later, rateOf, readTimecode, sameMoment, type WireTimecode, writeTimecode } from "./timecode.ts";
import { userFieldsOf } from "./user-fields.ts";

/** How one catalogue keeps what CatDV has no field of its own for. */
export interface FieldPlaces {
  /** Property → the identifier of a user field; it wins over a field of CatDV's own. */
  readonly identifiers: ReadonlyMap<MetadataProperty, string>;
  /** `marked`, or the word that `status` holds for a circled take. */
  readonly circled: string;
  /** Set an event marker at the in point too. */
  readonly hasInMarker: boolean;
  /** Where user fields are: `fields` from version 9 on. */
  readonly userFieldsKey: "fields" | "userFields";
}

/** Properties that CatDV has fields of its own for, which may be written at any time. */
export const BUILT_IN_PROPERTIES = [
  "reelName",
  "description",
  "circled",
  "rating",
  "inPoint",
  "timecode",
  "date",
] as const satisfies readonly MetadataProperty[];

const LARGEST_NOTES_LENGTH = 65_535;
/** Places in a clip that stay where they are in it when it begins elsewhere. */
const WITH_START = ["out", "in2", "out2"] as const;
const IN_MARKER = { name: "In", category: "Event" };

/** Only what is set there. A clip that is not marked says nothing: nobody may have looked at it. */
export function readMetadata(clip: WireClip, places: FieldPlaces): ClipMetadata {
  const metadata: Record<string, string | number | boolean | undefined> = {
    reelName: clip.tape,
    description: clip.notes,
    circled: isCircled(clip, places) ? true : undefined,
    // No star at all.
    rating: clip.rating === 0 ? undefined : clip.rating,
    timecode: clip.in && readTimecode(clip.in),
    date: clip.recordedDate === undefined ? undefined : readDay(clip.recordedDate),
    inPoint: readInPoint(clip),
  };
  const userFields = userFieldsOf(clip);
  for (const [property, identifier] of places.identifiers)
    metadata[property] = readUserField(property, userFields[identifier]);
  const isSet = ([, value]: readonly [string, unknown]) => value !== undefined && value !== "";
  return Object.fromEntries(Object.entries(metadata).filter(isSet));
}

export interface Change {
  /** A partial clip: only what differs from the clip that is there. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What the clip holds afterwards, of what was asked for. */
  readonly taken: ClipMetadata;
  /** What it has no place for, or no way to write. */
  readonly left: readonly MetadataProperty[];
}

/** What has to be sent so that `clip` holds `metadata`. `markers` are replaced as a whole, so the others go along. */
export function planChange(clip: WireClip, metadata: ClipMetadata, places: FieldPlaces): Change {
  const body: Record<string, unknown> = {};
  const userFields: Record<string, string> = {};
  const taken: Record<string, MetadataValue> = {};
  const left: MetadataProperty[] = [];
  const there = readMetadata(clip, places);
  // The start goes first: the in point counts from where the clip begins by then.
  const { timecode, ...others } = metadata;
  for (const [property, value] of Object.entries({ timecode, ...others }) as [
    MetadataProperty,
    MetadataValue | undefined,
  ][]) {
    if (value === undefined || value === "") continue;
    const identifier = places.identifiers.get(property);
    if (identifier !== undefined) {
      if (there[property] !== value) userFields[identifier] = String(value);
      taken[property] = value;
      continue;
    }
    const written = isBuiltIn(property)
      ? WRITERS[property]({ ...clip, ...body }, metadata, places)
      : undefined;
    if (!written) left.push(property);
    else {
      if (!isSame(property, there, metadata)) Object.assign(body, written);
      taken[property] = value;
    }
  }
  if (Object.keys(userFields).length > 0) body[places.userFieldsKey] = userFields;
  return { body, taken, left };
}

function isSame(property: MetadataProperty, there: ClipMetadata, wanted: ClipMetadata): boolean {
  if (property === "circled") return (there.circled ?? false) === wanted.circled;
  if (property === "rating") return (there.rating ?? 0) === wanted.rating;
  if (property === "inPoint") return Math.abs((there.inPoint ?? 0) - (wanted.inPoint ?? 0)) < 0.001;
  return there[property] === wanted[property];
}

type Writer = (
  clip: WireClip,
  metadata: ClipMetadata,
  places: FieldPlaces,
) => Readonly<Record<string, unknown>> | undefined;

/** Undefined where the value does not fit. Only properties that have a value get here; the clip is as it is by then. */
const WRITERS: Readonly<Record<(typeof BUILT_IN_PROPERTIES)[number], Writer>> = {
  reelName: (_, { reelName }) => ({ tape: reelName }),
  description: (_, { description = "" }) =>
    description.length > LARGEST_NOTES_LENGTH ? undefined : { notes: description },
  circled: (_, { circled = false }, places) =>
    places.circled === "marked" ? { marked: circled } : { status: circled ? places.circled : "" },
  rating: (_, { rating = 0 }) =>
    Number.isInteger(rating) && rating >= 0 && rating <= 5 ? { rating } : undefined,
  date: (_, { date = "" }) => writeDay(date),
  timecode: writeStart,
  inPoint: writeInPoint,
};

function isBuiltIn(property: MetadataProperty): property is (typeof BUILT_IN_PROPERTIES)[number] {
  return property in WRITERS;
}

function isCircled(clip: WireClip, { circled }: FieldPlaces): boolean {
  return circled === "marked" ? clip.marked === true : clip.status === circled;
}

/** `in` moves, and with it the end and the selection. */
function writeStart(
  clip: WireClip,
  { timecode, fps }: ClipMetadata,
  places: FieldPlaces,
): Readonly<Record<string, unknown>> | undefined {
  const rate = rateOf(clip.in?.fmt, fps);
  const start = rate && writeTimecode(timecode, rate);
  if (!start) return undefined;
  const moved: Partial<Record<(typeof WITH_START)[number] | "in", WireTimecode>> = { in: start };
  for (const key of WITH_START) {
    const at = clip[key];
    // A place before the clip is none: nobody has set it.
    if (clip.in && at && at.secs >= clip.in.secs) moved[key] = later(start, at.secs - clip.in.secs);
  }
  const hasInPoint = readInPoint(clip) !== undefined;
  return { ...moved, ...(hasInPoint && moved.in2 && writeInMarker(clip, moved.in2, places)) };
}

/** The selection begins at the in point and ends with the clip. */
function writeInPoint(
  clip: WireClip,
  { inPoint: seconds = 0 }: ClipMetadata,
  places: FieldPlaces,
): Readonly<Record<string, unknown>> | undefined {
  const { in: start, out: end } = clip;
  if (!start) return undefined;
  const in2 = later(start, seconds);
  return { in2, ...(end && { out2: end }), ...writeInMarker(clip, in2, places) };
}

function writeInMarker(
  { markers = [] }: WireClip,
  at: WireTimecode,
  { hasInMarker }: FieldPlaces,
): Readonly<Record<string, unknown>> {
  return hasInMarker ? { markers: withInMarker(markers, at) } : {};
}

function withInMarker(markers: readonly WireMarker[], at: WireTimecode): readonly WireMarker[] {
  const isOurs = ({ name, category }: WireMarker) =>
    name === IN_MARKER.name && category === IN_MARKER.category;
  const own = markers.find(isOurs);
  if (own && sameMoment(own.in, at)) return markers;
  return [...markers.filter((each) => !isOurs(each)), { ...own, ...IN_MARKER, in: at }];
}

function readInPoint({ in: start, in2 }: WireClip): number | undefined {
  if (!start || !in2) return undefined;
  const seconds = Math.round((in2.secs - start.secs) * 1000) / 1000;
  return seconds > 0 ? seconds : undefined;
}

/** Noon in Greenwich is the same day almost everywhere that the date is shown in. */
function writeDay(date: string): Record<string, unknown> | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  const ms = parts ? Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T12:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? undefined : { recordedDate: ms };
}

function readDay(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10).replaceAll("-", "");
}

function readUserField(property: MetadataProperty, value: unknown): string | number | boolean | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  const text = String(value);
  if (text.trim() === "") return undefined;
  const type = METADATA_PROPERTIES[property];
  if (type === "string") return text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) ? number : undefined;
}
