// The 28 properties that o/DAILIES knows of a clip, spelled in camelCase inside this program.

/** `date` is `yyyyMMdd`; `shutter` degrees; `focalLength` mm; `focusDistance` metres; `duration` seconds; `fileSize` bytes. */
export interface ClipMetadata {
  readonly scene?: string;
  readonly shot?: string;
  readonly take?: string;
  readonly description?: string;
  readonly circled?: boolean;
  readonly rating?: number;
  readonly inPoint?: number;
  readonly camera?: string;
  readonly timecode?: string;
  readonly fps?: number;
  readonly date?: string;
  readonly duration?: number;
  readonly reelName?: string;
  readonly whitePointKelvin?: number;
  readonly whitePointCcShift?: number;
  readonly shutter?: number;
  readonly filter?: string;
  readonly ndFilter?: string;
  readonly lens?: string;
  readonly focalLength?: number;
  readonly focusDistance?: number;
  readonly asa?: number;
  readonly sensorFps?: number;
  readonly fStop?: number;
  readonly tStop?: number;
  readonly fileSize?: number;
  readonly libraryPath?: string;
}

/** Every property but the name, which is the key. */
export type MetadataProperty = keyof ClipMetadata;
export type MetadataValue = string | number | boolean;

/** The properties with the type that the service documents, in its order. */
export const METADATA_PROPERTIES: Readonly<Record<MetadataProperty, "string" | "number" | "boolean">> = {
  scene: "string",
  shot: "string",
  take: "string",
  description: "string",
  circled: "boolean",
  rating: "number",
  inPoint: "number",
  camera: "string",
  timecode: "string",
  fps: "number",
  date: "string",
  duration: "number",
  reelName: "string",
  whitePointKelvin: "number",
  whitePointCcShift: "number",
  shutter: "number",
  filter: "string",
  ndFilter: "string",
  lens: "string",
  focalLength: "number",
  focusDistance: "number",
  asa: "number",
  sensorFps: "number",
  fStop: "number",
  tStop: "number",
  fileSize: "number",
  libraryPath: "string",
};

export const METADATA_PROPERTY_NAMES = Object.keys(METADATA_PROPERTIES) as readonly MetadataProperty[];

/** What a person types on set or in the browser; a value of these on the service is kept unless told otherwise. */
export const PEOPLES_PROPERTIES: readonly MetadataProperty[] = [
  "scene",
  "shot",
  "take",
  "description",
  "circled",
  "rating",
];
