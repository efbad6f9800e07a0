// The words by which a header row is known and its cells are judged: those that mean something, and some that do not.
import { CLIP_NAMES, COLUMN_ALIASES } from "../columns/aliases.ts";
import { columnKey, meaningsOf } from "../columns/column-key.ts";
import type { ColumnTarget } from "../columns/column-target.ts";

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);
const named = (...targets: ColumnTarget[]): readonly string[] =>
  targets.flatMap((target) => COLUMN_ALIASES[target] ?? []);

/** Columns that name the clip or its file. */
export const CLIP_WORDS: ReadonlySet<string> = new Set(CLIP_NAMES);

/** Columns that hold a timecode per row; in frame-by-frame exports the one that counts. */
export const TIMECODE_WORDS: ReadonlySet<string> = new Set([
  ...named("timecode"),
  ...words("edgetc timecodeedge tc25 tc30 soundtc"),
]);

/** A header row has at least one of these: without it a row cannot be matched to a clip. */
const KEY_WORDS: ReadonlySet<string> = new Set([
  ...TIMECODE_WORDS,
  ...named("name", "clipNumber", "scene", "take", "reelName"),
  "soundroll",
]);

/** Numbers with a fraction stand here: they tell a decimal comma. */
export const DECIMAL_WORDS: ReadonlySet<string> = new Set([
  ...named("fps", "sensorFps", "shutter", "focalLength", "focusDistance", "ndFilter", "whitePointCcShift"),
  ...named("fStop", "tStop"),
  "ascsat",
]);

/** Never a timecode: one that stands here shows that the row's values are shifted against the header. */
export const NO_TIMECODE_WORDS: ReadonlySet<string> = new Set([
  ...named("scene", "shot", "take", "camera", "reelName", "asa", "whitePointKelvin", "lens", "filter"),
  ...named("sensorFps", "fps", "circled"),
  ...words("ascsop ascsat shootdate date daterecorded datecamera tracks cameramodel"),
]);

/** Always a timecode, a frame count or empty. */
export const ONLY_TIMECODE_WORDS: ReadonlySet<string> = new Set(
  words("start end starttc endtc starttimecode endtimecode tcin tcout timecodein timecodeout tcstart tcend"),
);

/** Headings of columns that nothing is read from. */
const OTHER_WORDS: ReadonlySet<string> = new Set([
  ...TIMECODE_WORDS,
  ...words(`
    totalframes tracks channels keywords cameraid cameramodel cameratype cameraserialnumber shootday day drehtag
    lensnumber gamma ascsop ascsat episode project production director location wild samplerate bitdepth frame frames
    index status resolution codec framein frameout clipdirectory user soundroll tonrolle
  `),
]);

/** @param heading as it is written. */
export function isHeaderWord(heading: string): boolean {
  const { key } = columnKey(heading);
  return meaningsOf(key).length > 0 || OTHER_WORDS.has(key);
}

/** @param heading as it is written. */
export function isKeyWord(heading: string): boolean {
  return KEY_WORDS.has(columnKey(heading).key);
}
