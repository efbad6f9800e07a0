// One cell to properties: the parser that belongs to a property, with the unit that belongs to the column.
import type { ClipMetadata, MetadataProperty } from "../../domain/metadata.ts";
import { parseCameraLetter } from "../values/camera-letter.ts";
import { type DateOrder, parseDate } from "../values/date.ts";
import { type DistanceUnit, parseDistance } from "../values/distance.ts";
import { parseExposureIndex } from "../values/exposure-index.ts";
import { parseFlag } from "../values/flag.ts";
import { parseFps } from "../values/fps.ts";
import { parseCcShift, parseKelvin } from "../values/kelvin.ts";
import { focalLengthInLensName, parseMillimetres } from "../values/millimetres.ts";
import { parseNdFilter, parseNdWheel } from "../values/nd-filter.ts";
import { isNullNumber } from "../values/null-words.ts";
import { parseNumber } from "../values/number.ts";
import { doubt, found, mapParsed, type Parsed, quoted } from "../values/parsed.ts";
import { parseRating } from "../values/rating.ts";
import { parseShutter, type ShutterUnit } from "../values/shutter.ts";
import { parseStop, type StopCell } from "../values/stop.ts";
import { parseTake } from "../values/take.ts";
import { parseFilter, parseNameText, parseSlate, parseText } from "../values/text.ts";
import { parseWholeSlate, withoutScene } from "../values/whole-slate.ts";
import { parseTimecodeText } from "../values/timecode-text.ts";

/** What else the row and the sheet say that a cell's meaning depends on. */
export interface ValueContext {
  readonly fps?: number;
  readonly sensorFps?: number;
  /** The row's scene, once it is read, and its take. */
  readonly scene?: string;
  readonly take?: string;
  readonly dateOrder?: DateOrder;
  readonly keepZeros?: boolean;
  readonly distanceUnit?: DistanceUnit;
  readonly dropFrame?: boolean;
  /** What an aperture without a letter is; undefined where nothing tells. */
  readonly unlabelledAperture?: "f" | "t";
}

type Reader = (text: string, key: string, context: ValueContext) => Parsed<ClipMetadata>;

const SHUTTER_UNITS: Readonly<Record<string, ShutterUnit>> = {
  // Resolve writes ARRI's 180.0 degrees as 1800.
  angle: "tenths",
  shutterspeedangle: "hundredths",
  shutterspeed: "fraction",
  shutter1sec: "fraction",
  shutterms: "milliseconds",
  exposuretime: "seconds",
  exposuretimedecimal: "milliseconds",
};

const DISTANCE_UNITS: Readonly<Record<string, DistanceUnit>> = {
  focusdistancemetric: "m",
  focusdistanceft: "ft",
  focusdistanceimperial: "ft",
};

const UNLABELLED_APERTURES = new Set(["aperture", "cameraaperture", "aperturenumber", "stop"]);

const one = <P extends MetadataProperty>(
  property: P,
  parse: (text: string) => Parsed<NonNullable<ClipMetadata[P]>>,
): Reader => {
  return (text) => mapParsed(parse(text), (value) => ({ [property]: value }));
};

function parseAnyNumber(text: string): Parsed<number> {
  if (isNullNumber(text)) return undefined;
  const number = parseNumber(text);
  return number === undefined ? doubt(`${quoted(text)} is not a number.`) : found(number);
}

/**
 * A cell may hold more than its column promises: `3*` a take and its circle, `5600 -3` kelvins and a shift, `f/4`
 * in a T-stop column an f-stop. What comes besides the promised property fills only what nothing else says.
 */
const READERS: Readonly<Record<MetadataProperty, Reader>> = {
  scene: (text, key, context) =>
    key === "slate"
      ? parseWholeSlate(text, context.take)
      : mapParsed(parseSlate(text), (scene) => ({ scene })),
  shot: (text, key, context) =>
    mapParsed(parseSlate(text), (shot) => ({
      // `27/7` beside scene 27 is its shot 7.
      shot: key === "slate" ? withoutScene(shot, context.scene) : shot,
    })),
  take: (text, _, context) =>
    mapParsed(parseTake(text, { keepZeros: context.keepZeros === true }), ({ take, circled }) =>
      circled ? { take, circled } : { take },
    ),
  description: one("description", parseText),
  circled: one("circled", parseFlag),
  rating: one("rating", parseRating),
  inPoint: one("inPoint", parseAnyNumber),
  camera: one("camera", parseCameraLetter),
  timecode: (text, _, context) => mapParsed(parseTimecodeText(text, context), (timecode) => ({ timecode })),
  fps: one("fps", parseFps),
  date: (text, _, context) => mapParsed(parseDate(text, context), (date) => ({ date })),
  duration: one("duration", parseAnyNumber),
  reelName: one("reelName", (text) => parseNameText(text, "a roll")),
  whitePointKelvin: (text) =>
    mapParsed(parseKelvin(text), ({ kelvin, ccShift }) => ({
      whitePointKelvin: kelvin,
      ...(ccShift !== undefined && { whitePointCcShift: ccShift }),
    })),
  whitePointCcShift: one("whitePointCcShift", parseCcShift),
  shutter: (text, key, context) => {
    const unit = SHUTTER_UNITS[key];
    const { sensorFps } = context;
    const options = { ...(unit && { unit }), ...(sensorFps !== undefined && { sensorFps }) };
    return mapParsed(parseShutter(text, options), (shutter) => ({ shutter }));
  },
  filter: one("filter", parseFilter),
  ndFilter: (text, key) =>
    mapParsed(
      key === "neutraldensityfilterwheelsetting" ? parseNdWheel(text) : parseNdFilter(text),
      (ndFilter) => ({ ndFilter }),
    ),
  // Lenses that nobody entered are written as 0.
  lens: (text) =>
    mapParsed(/^[0.]+$/.test(text.trim()) ? undefined : parseNameText(text, "a lens"), (lens) => {
      const focalLength = focalLengthInLensName(lens);
      return focalLength === undefined ? { lens } : { lens, focalLength };
    }),
  focalLength: one("focalLength", parseMillimetres),
  focusDistance: (text, key, context) => {
    const unit = DISTANCE_UNITS[key] ?? context.distanceUnit;
    return mapParsed(parseDistance(text, unit ? { unit } : {}), (focusDistance) => ({ focusDistance }));
  },
  asa: one("asa", parseExposureIndex),
  sensorFps: one("sensorFps", parseFps),
  fStop: (text, key, context) =>
    readStop(text, key, UNLABELLED_APERTURES.has(key) ? context.unlabelledAperture : "f"),
  tStop: (text, key, context) =>
    readStop(text, key, UNLABELLED_APERTURES.has(key) ? (context.unlabelledAperture ?? "t") : "t"),
  fileSize: one("fileSize", parseAnyNumber),
  libraryPath: one("libraryPath", parseText),
};

function readStop(text: string, key: string, unlabelled: "f" | "t" | undefined): Parsed<ClipMetadata> {
  const scale = key === "lineariris" || key === "lenslineariris" ? "linear" : "stops";
  const parsed: Parsed<StopCell> = parseStop(text, { scale });
  const kind = parsed?.value?.kind ?? unlabelled;
  if (parsed?.value !== undefined && kind === undefined) {
    return doubt(
      `Aperture ${quoted(text)} does not say whether it is an f-stop or a T-stop; map its column to one.`,
    );
  }
  return mapParsed(parsed, ({ stop }) => (kind === "f" ? { fStop: stop } : { tStop: stop }));
}

/** Reads a cell of the column `key` as `property`; may give other properties besides, or instead. */
export function readValue(
  property: MetadataProperty,
  text: string,
  key: string,
  context: ValueContext,
): Parsed<ClipMetadata> {
  return READERS[property](text, key, context);
}
