// The fields that a burn-in template may hold, and how their values are written into a picture.
import { formatDay } from "../../domain/format-day.ts";
import type { FrameRate } from "../../domain/frame-rate.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";

/** What is known of the clip that is burnt into. */
export interface BurnInFacts {
  readonly name: string;
  readonly roll?: string | undefined;
  readonly metadata: ClipMetadata;
  /** Start label of the proxy as it is written into it; undefined where it has none. */
  readonly timecode: string | undefined;
  /** Of the proxy. */
  readonly rate: FrameRate;
  /** Of the proxy, in pixels. */
  readonly width: number;
  readonly height: number;
}

type Text = string | undefined;
const unit = (value: number | string | undefined, before: string, after = ""): Text =>
  value === undefined ? undefined : `${before}${value}${after}`;

/** Without the two that change from frame to frame. Names are lower case, without dashes. */
const STILL_FIELDS = {
  name: ({ name }) => name,
  roll: ({ roll, metadata }) => roll ?? metadata.reelName,
  reel: ({ roll, metadata }) => metadata.reelName ?? roll,
  scene: ({ metadata }) => metadata.scene,
  shot: ({ metadata }) => metadata.shot,
  take: ({ metadata }) => metadata.take,
  circled: ({ metadata }) => (metadata.circled === true ? "circled" : undefined),
  camera: ({ metadata }) => metadata.camera,
  date: ({ metadata }) => metadata.date && formatDay(metadata.date),
  description: ({ metadata }) => metadata.description,
  fps: ({ metadata }) => unit(metadata.fps, "", " fps"),
  sensorfps: ({ metadata }) => unit(metadata.sensorFps, "", " fps"),
  lens: ({ metadata }) => metadata.lens,
  focallength: ({ metadata }) => unit(metadata.focalLength, "", " mm"),
  tstop: ({ metadata }) => unit(metadata.tStop, "T"),
  fstop: ({ metadata }) => unit(metadata.fStop, "f/"),
  asa: ({ metadata }) => unit(metadata.asa, ""),
  kelvin: ({ metadata }) => unit(metadata.whitePointKelvin, "", " K"),
  shutter: ({ metadata }) => unit(metadata.shutter, "", "°"),
  filter: ({ metadata }) => metadata.filter,
  nd: ({ metadata }) => metadata.ndFilter,
} as const satisfies Record<string, (facts: BurnInFacts) => Text>;

type StillField = keyof typeof STILL_FIELDS;

/** `timecode` counts on from frame to frame, `frame` from 0. */
export const BURN_IN_FIELDS: readonly string[] = ["timecode", "frame", ...Object.keys(STILL_FIELDS)];

const LONGEST_VALUE = 60;

/** On one line, cut where it is too long for a picture; undefined where the clip has no value. */
export function stillValue(field: string, facts: BurnInFacts): Text {
  if (!Object.hasOwn(STILL_FIELDS, field)) return undefined;
  const value = STILL_FIELDS[field as StillField](facts);
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const line = value?.replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
  if (line === undefined || line === "") return undefined;
  const characters = Array.from(line);
  return characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE - 1).join("")}…` : line;
}
