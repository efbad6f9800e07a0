// Facts of the files of one recording → facts of the recording.
import { greatest } from "../domain/greatest.ts";
import type { AudioFacts, ContainerFacts, MediaFacts, VideoFacts } from "../domain/media-facts.ts";
import { eachOnce } from "./personal/each-once.ts";

export interface FactsOfPart {
  /** Absolute. */
  readonly path: string;
  readonly facts: MediaFacts;
}

/**
 * Pure. Lengths, frames and bytes add up; what was found wrong in any is wrong with all; everything else is the
 * first file's, and the same in all that were proven to be one recording. Throws where there is no picture to join.
 */
export function mergeFacts(parts: readonly FactsOfPart[]): MediaFacts {
  const all = parts.map(({ facts }) => facts);
  const [first] = all;
  const videos = all.flatMap(({ video }) => video ?? []);
  if (!first || videos.length < parts.length) throw new Error("a part without a picture cannot be joined");
  return {
    ...first,
    sizeBytes: sum(all.map(({ sizeBytes }) => sizeBytes)) ?? 0,
    container: mergeContainers(all.map(({ container }) => container)),
    video: mergeVideos(videos),
    audio: first.audio.map((track, index) => mergeTracks(all.flatMap(({ audio }) => audio[index] ?? track))),
    personal: eachOnce(all.flatMap(({ personal = [] }) => personal)),
    complaints: unique(all.flatMap(({ complaints }) => complaints)),
    decodeErrors: all.every(({ decodeErrors }) => decodeErrors === undefined)
      ? undefined
      : unique(all.flatMap(({ decodeErrors }) => decodeErrors ?? [])),
    parts: parts.map(({ path, facts }) => ({ path, seconds: lengthOf(facts) })),
  };
}

/** Of the picture, or of the file where nothing else is known. */
function lengthOf({ video, container }: MediaFacts): number {
  return video?.durationSeconds ?? container.durationSeconds ?? 0;
}

function mergeContainers(all: readonly ContainerFacts[]): ContainerFacts {
  const [first] = all;
  if (!first) throw new Error("no container");
  return {
    ...first,
    durationSeconds: sum(all.map(({ durationSeconds }) => durationSeconds)),
    bitRate: greatestOf(all.map(({ bitRate }) => bitRate)),
    moovBeforeMdat: isTrueOfAll(all.map(({ moovBeforeMdat }) => moovBeforeMdat)),
    isFragmented: all.some(({ isFragmented }) => isFragmented === true) ? true : first.isFragmented,
  };
}

function mergeVideos(all: readonly VideoFacts[]): VideoFacts {
  const [first] = all;
  if (!first) throw new Error("no picture");
  return {
    ...first,
    bitRate: greatestOf(all.map(({ bitRate }) => bitRate)),
    durationSeconds: sum(all.map(({ durationSeconds }) => durationSeconds)),
    frameCount: sum(all.map(({ frameCount }) => frameCount)),
    isConstantRate: isTrueOfAll(all.map(({ isConstantRate }) => isConstantRate)),
    isDolbyVision: all.some(({ isDolbyVision }) => isDolbyVision),
    hidesPictures: all.some(({ hidesPictures }) => hidesPictures === true),
    isFieldCoded: all.some(({ isFieldCoded }) => isFieldCoded === true),
    maxKeyframeDistanceSeconds: greatestOf(
      all.map(({ maxKeyframeDistanceSeconds }) => maxKeyframeDistanceSeconds),
    ),
    startsWithKeyframe: isTrueOfAll(all.map(({ startsWithKeyframe }) => startsWithKeyframe)),
  };
}

function mergeTracks(all: readonly AudioFacts[]): AudioFacts {
  const [first] = all;
  if (!first) throw new Error("no track");
  return {
    ...first,
    bitRate: greatestOf(all.map(({ bitRate }) => bitRate)),
    durationSeconds: sum(all.map(({ durationSeconds }) => durationSeconds)),
  };
}

type Known<Value> = readonly (Value | undefined)[];

/** Not known where it is not known of one. */
function sum(values: Known<number>): number | undefined {
  return values.reduce<number | undefined>(
    (total, value) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  );
}

function greatestOf(values: Known<number>): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : greatest(known);
}

/** False where one is false, and not known where one is not known. */
function isTrueOfAll(values: Known<boolean>): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
