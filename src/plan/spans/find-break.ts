// Does one file go on exactly where the other ends? Told from what probing says of both.
import { isSplitSize, type SpanKind } from "../../cards/find-spans.ts";
import type { AudioFacts, MediaFacts, VideoFacts } from "../../domain/media-facts.ts";
import { sameRational, toNumber } from "../../domain/rational.ts";
import {
  formatTimecode,
  framesOfDay,
  framesToTimecode,
  parseTimecode,
  timecodeToFrames,
} from "../../domain/timecode.ts";

/** A camera may count the frame at the split to both files, or to none. */
const TOLERANCE_FRAMES = 1;
/** Clocks of cameras count whole seconds, and files are closed a moment late. */
const CLOCK_TOLERANCE_MS = 5000;

/**
 * Pure. Undefined where `next` is proven to continue `before`; else why not, as a clause that begins with "its".
 *
 * A proof is the timecode. GoPro's chapters, whose names tell already that they belong together, may have none: then
 * the first has to be as long as a file can be, and the clock has to agree. A clock that disagrees is always a break.
 */
export function findBreak(before: MediaFacts, next: MediaFacts, kind: SpanKind): string | undefined {
  const other = findOtherShape(before, next);
  if (other !== undefined) return other;
  const { video } = before;
  const rate = video?.frameRate;
  const frames = rate && (video.frameCount ?? Math.round((video.durationSeconds ?? 0) * toNumber(rate)));
  if (!rate || !frames) return "its length is not known";
  if (video.isConstantRate === false || next.video?.isConstantRate === false)
    return "its frame rate varies, so nobody can tell whether frames are missing";
  const clock = compareClocks(before, next);
  if (clock === "other") return "its clock says that it was recorded at another time";
  const [start, nextStart] = [parseTimecode(before.timecode), parseTimecode(next.timecode)];
  const hasRun = start && nextStart && timecodeToFrames(start, rate) + timecodeToFrames(nextStart, rate) > 0;
  if (!hasRun) {
    if (kind === "chapters" && clock === "fits" && isSplitSize(before.sizeBytes, kind)) return undefined;
    return "its timecode cannot prove it: there is none";
  }
  if (start.dropFrame !== nextStart.dropFrame) return "its timecode counts in another way";
  const expected = timecodeToFrames(start, rate) + frames;
  const late = wrap(timecodeToFrames(nextStart, rate) - expected, framesOfDay(rate, start.dropFrame));
  if (Math.abs(late) <= TOLERANCE_FRAMES) return undefined;
  const end = formatTimecode(framesToTimecode(expected, rate, start.dropFrame));
  return `its timecode begins at ${next.timecode ?? ""}, and ${end} would continue`;
}

/** The nearer way round midnight. */
function wrap(frames: number, perDay: number): number {
  const rest = ((frames % perDay) + perDay) % perDay;
  return rest > perDay / 2 ? rest - perDay : rest;
}

/** Recorders write when a file was begun, when it was ended, or in every file when the recording was begun. */
function compareClocks(before: MediaFacts, next: MediaFacts): "fits" | "other" | "unknown" {
  if (before.createdMs === undefined || next.createdMs === undefined) return "unknown";
  const apartMs = next.createdMs - before.createdMs;
  const lengths = [0, ...[before, next].map(({ video }) => (video?.durationSeconds ?? 0) * 1000)];
  return lengths.some((length) => Math.abs(apartMs - length) <= CLOCK_TOLERANCE_MS) ? "fits" : "other";
}

/** What has to be the same for one decoder and one set of tracks to run through. */
function findOtherShape(before: MediaFacts, next: MediaFacts): string | undefined {
  if (!before.video || !next.video) return "its picture is missing";
  if (before.container.formatName !== next.container.formatName) return "its container is another one";
  const [a, b] = [before.video, next.video];
  const isSameRate = a.frameRate && b.frameRate && sameRational(a.frameRate, b.frameRate, 0.0003);
  if (!isSameRate) return "its frame rate is another one";
  for (const [field, words] of PICTURE_FIELDS)
    if (JSON.stringify(a[field]) !== JSON.stringify(b[field])) return `its ${words} is another one`;
  const isSameSound =
    before.audio.length === next.audio.length &&
    before.audio.every((track, index) => isSameTrack(track, next.audio[index]));
  return isSameSound ? undefined : "its sound has other tracks";
}

const PICTURE_FIELDS: readonly (readonly [keyof VideoFacts, string])[] = [
  ["codec", "codec"],
  ["codecTag", "codec"],
  ["profile", "codec profile"],
  ["width", "picture size"],
  ["height", "picture size"],
  ["pixelFormat", "pixel format"],
  ["sampleAspect", "pixel shape"],
  ["rotation", "rotation"],
  ["fieldOrder", "field order"],
  ["colorRange", "colour range"],
  ["colorMatrix", "colour matrix"],
  ["colorTransfer", "transfer curve"],
  ["colorPrimaries", "colour space"],
  ["streamIndex", "order of tracks"],
];

function isSameTrack(a: AudioFacts, b: AudioFacts | undefined): boolean {
  const fields = ["streamIndex", "codec", "profile", "channels", "sampleRate"] as const;
  return b !== undefined && fields.every((field) => a[field] === b[field]);
}
