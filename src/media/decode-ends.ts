// Decodes the first and the last two seconds: a file damaged in copy passes ffprobe but not this.
import type { VideoFacts } from "../domain/media-facts.ts";
import { toNumber } from "../domain/rational.ts";
import { type Decoded, decodeStretch } from "./decode-stretch.ts";
import type { MediaTools } from "./find-media-tools.ts";
import type { StreamPlace } from "./stream-place.ts";

const SECONDS = 2;

/** Where it is not known how far apart keyframes are. */
const USUAL_GAP_SECONDS = 10;

/** With longer ones a decoder cannot be set down near the end at all; such a file is decoded whole by its encode. */
const MAX_GAP_SECONDS = 30;

export type EndsFacts = Pick<
  VideoFacts,
  | "codec"
  | "durationSeconds"
  | "frameCount"
  | "frameRate"
  | "isConstantRate"
  | "maxKeyframeDistanceSeconds"
  | "startsWithKeyframe"
>;

/**
 * What speaks against the file, each line once; empty when both ends decode. Only what a decoder says that was set
 * down where it can begin counts: what a seek into the middle makes it say proves nothing, and is looked into again
 * from a keyframe further back.
 */
export async function decodeEnds(
  ffmpeg: MediaTools["ffmpeg"],
  place: StreamPlace,
  video: EndsFacts,
): Promise<readonly string[]> {
  const stretch = { ffmpeg, place, codec: video.codec };
  let faults: readonly string[] = [];
  if (video.startsWithKeyframe !== false) {
    const head = await decodeStretch({ ...stretch, forSeconds: SECONDS });
    faults = faultsOf(head, expectedPictures(video, 0), { which: "first", fromSeconds: 0 });
  }
  const { durationSeconds, maxKeyframeDistanceSeconds: gap = USUAL_GAP_SECONDS } = video;
  if (durationSeconds !== undefined && durationSeconds > SECONDS && gap <= MAX_GAP_SECONDS) {
    const from = durationSeconds - SECONDS;
    const expected = expectedPictures(video, from);
    const tail = await decodeStretch({ ...stretch, fromSeconds: from });
    if (faultsOf(tail, expected, { which: "last", fromSeconds: from }).length > 0) {
      const runUp = Math.min(from, gap + SECONDS);
      const again = await decodeStretch({ ...stretch, fromSeconds: from - runUp, judgedAfterSeconds: runUp });
      faults = [...faults, ...faultsOf(again, expected, { which: "last", fromSeconds: from - runUp })];
    }
  }
  return [...new Set(faults)];
}

/** Pictures that the table lists in two seconds from there, a few less for rounding; none where they are not even. */
function expectedPictures(video: EndsFacts, fromSeconds: number): number {
  const { frameCount, frameRate, isConstantRate } = video;
  if (frameCount === undefined || !frameRate || isConstantRate !== true) return 0;
  const fps = toNumber(frameRate);
  return Math.floor(Math.min(SECONDS * fps, frameCount - fromSeconds * fps)) - 2;
}

/** The first one says where: a person may look there, and see whether it matters. */
function faultsOf(
  { complaints, pictures, soundUntilSeconds }: Decoded,
  expected: number,
  { which, fromSeconds }: { readonly which: "first" | "last"; readonly fromSeconds: number },
): readonly string[] {
  const [first, ...others] = complaints;
  if (first !== undefined) {
    if (soundUntilSeconds === undefined) return complaints;
    return [`${first}, about ${Math.floor(fromSeconds + soundUntilSeconds)} s from the start`, ...others];
  }
  if (pictures >= expected) return [];
  return [
    `only ${pictures} of some ${expected + 2} pictures of the ${which} two seconds come out of the decoder`,
  ];
}
