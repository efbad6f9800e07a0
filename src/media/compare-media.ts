// Holds a made file against its source: what plays has to be what was meant.
import type { MediaFacts, VideoFacts } from "../domain/media-facts.ts";
import { type Rational, formatRational, sameRational, toNumber } from "../domain/rational.ts";
import { sameTimecode } from "../domain/timecode.ts";
import { chooseProxyRate } from "../domain/proxy-rate.ts";
import { writableTimecode } from "../domain/proxy-timecode.ts";

/** One thing that differs; all three are words for a person. */
export interface Difference {
  readonly what: string;
  readonly source: string;
  readonly made: string;
}

/** A difference of shape below this share is the rounding to even sides. */
const ASPECT_TOLERANCE = 0.01;

/**
 * Pure. Empty when the file is right: timecode, rate, frames (exact, but for a variable rate by length), length
 * within one frame, aspect, sound.
 */
export function compareMedia(
  source: MediaFacts,
  made: MediaFacts,
  action: "remux" | "encode",
): readonly Difference[] {
  if (!source.video || !made.video) {
    return [{ what: "picture", source: present(source.video), made: present(made.video) }].filter(
      (difference) => difference.source !== difference.made,
    );
  }
  return [
    compareTimecode(source, made, source.video),
    compareRate(source.video, made.video, action),
    compareFrames(source.video, made.video, action),
    compareLength(source.video, made.video),
    compareAspect(source.video, made.video),
    action === "encode" ? compareColor(made.video) : undefined,
    differ("rotation", "upright", action === "encode" && made.video.rotation !== 0 ? "turned" : "upright"),
    differ("sound", presentSound(source), presentSound(made)),
  ].filter((difference) => difference !== undefined);
}

const present = (part: unknown) => (part === undefined ? "none" : "present");

/** A track in an unknown format is nothing that could be carried over; making the file has warned of it. */
const presentSound = ({ audio }: MediaFacts) =>
  present(audio.find((track) => track.codec !== undefined && track.channels > 0));

function differ(what: string, source: string, made: string): Difference | undefined {
  return source === made ? undefined : { what, source, made };
}

/** A label that does not exist at the source's rate cannot be carried over and is not asked for. */
function compareTimecode(source: MediaFacts, made: MediaFacts, video: VideoFacts): Difference | undefined {
  const rate = chooseProxyRate(video);
  const expected = rate && writableTimecode(source.timecode, rate);
  if (expected === undefined && made.timecode === undefined) return undefined;
  if (sameTimecode(expected, made.timecode)) return undefined;
  return { what: "timecode", source: source.timecode ?? "none", made: made.timecode ?? "none" };
}

function compareRate(
  source: VideoFacts,
  made: VideoFacts,
  action: "remux" | "encode",
): Difference | undefined {
  const expected = action === "remux" ? source.frameRate : chooseProxyRate(source);
  const same = (a?: Rational, b?: Rational) =>
    a !== undefined && b !== undefined && sameRational(a, b, 0.0003);
  if (!expected || same(expected, made.frameRate)) return undefined;
  if (action === "remux" && source.isConstantRate === false) return undefined;
  // A copy keeps its times, but a coarse clock may be rounded anew and then read as the neighbouring rate.
  if (action === "remux" && same(source.averageFrameRate, made.averageFrameRate)) return undefined;
  const found = made.frameRate ? `${formatRational(made.frameRate)} fps` : "not known";
  return { what: "frame rate", source: `${formatRational(expected)} fps`, made: found };
}

function compareFrames(
  source: VideoFacts,
  made: VideoFacts,
  action: "remux" | "encode",
): Difference | undefined {
  const isExact = action === "remux" || source.isConstantRate !== false;
  if (!isExact || source.frameCount === undefined || source.frameCount === made.frameCount) return undefined;
  return {
    what: "number of frames",
    source: `${source.frameCount} frames`,
    made: made.frameCount === undefined ? "not known" : `${made.frameCount} frames`,
  };
}

/** Within one frame; a variable rate may end up to one frame of its slowest pace earlier or later, so two. */
function compareLength(source: VideoFacts, made: VideoFacts): Difference | undefined {
  const [from, to] = [source.durationSeconds, made.durationSeconds];
  if (from === undefined || to === undefined || !made.frameRate) return undefined;
  const frames = source.isConstantRate === false ? 2 : 1;
  if (Math.abs(from - to) <= (frames / toNumber(made.frameRate)) * 1.01) return undefined;
  return { what: "length", source: `${from.toFixed(3)} s`, made: `${to.toFixed(3)} s` };
}

function compareAspect(source: VideoFacts, made: VideoFacts): Difference | undefined {
  const aspect = (video: VideoFacts) => video.displayWidth / video.displayHeight;
  // On a very small picture one line is more than the tolerance.
  const line = 2 / Math.min(made.displayWidth, made.displayHeight);
  if (Math.abs(aspect(made) / aspect(source) - 1) <= Math.max(ASPECT_TOLERANCE, line)) return undefined;
  const size = (video: VideoFacts) => `${video.displayWidth}x${video.displayHeight}`;
  return { what: "shape of the picture", source: size(source), made: size(made) };
}

/** Whatever the source was, a proxy is BT.709 in legal range, and says so. */
function compareColor(made: VideoFacts): Difference | undefined {
  const tags = [made.colorPrimaries, made.colorTransfer, made.colorMatrix].map((tag) => tag ?? "untagged");
  const range = made.colorRange === "pc" ? "full range" : "legal range";
  return differ("colour", "bt709/bt709/bt709, legal range", `${tags.join("/")}, ${range}`);
}
