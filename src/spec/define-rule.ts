// Makers of rules: each binds a check to what it speaks of, so that it runs only where it has something to say.
import { z } from "zod";
import type { ContentFacts } from "../domain/content-facts.ts";
import type { AudioFacts, MediaFacts, VideoFacts } from "../domain/media-facts.ts";
import type { GradedPartner, Rule, VideoFileContext, Violation } from "./rule.ts";
import type { ThumbnailFacts } from "./thumbnail-facts.ts";

/** For rules that have nothing to set. */
export const NO_PARAMS = z.strictObject({});

type Violations = readonly Violation[];
type Params<S extends z.ZodObject> = z.output<S>;

/** A rule about a video file, probed or not. */
export function ruleAboutFile<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (file: VideoFileContext, params: Params<S>) => Violations,
): Rule {
  return {
    id,
    params,
    check: (context, given) => (context.kind === "video" ? check(context, params.parse(given)) : []),
  };
}

/** A rule about a video file that could be probed. */
export function ruleAboutFacts<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (facts: MediaFacts, params: Params<S>, file: VideoFileContext) => Violations,
): Rule {
  return ruleAboutFile(id, params, (file, given) => (file.facts ? check(file.facts, given, file) : []));
}

/** A rule about the picture that plays. */
export function ruleAboutVideo<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (video: VideoFacts, params: Params<S>, facts: MediaFacts) => Violations,
): Rule {
  return ruleAboutFacts(id, params, (facts, given) => (facts.video ? check(facts.video, given, facts) : []));
}

/** A rule about every audio track by itself; `label` names the track in messages. */
export function ruleAboutEachTrack<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (track: AudioFacts, params: Params<S>, label: string, facts: MediaFacts) => Violations,
): Rule {
  return ruleAboutFacts(id, params, (facts, given) =>
    facts.audio.flatMap((track, index) => {
      const label = facts.audio.length === 1 ? "The audio" : `Audio track ${index + 1}`;
      return check(track, given, label, facts);
    }),
  );
}

/** A rule about a LOG file beside the graded file of its clip. */
export function ruleAboutPair<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (log: VideoFileContext, graded: GradedPartner, params: Params<S>) => Violations,
): Rule {
  return ruleAboutFile(id, params, (file, given) =>
    file.pair?.graded ? check(file, file.pair.graded, given) : [],
  );
}

/** A rule about what a decode of the whole clip showed. */
export function ruleAboutContent<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (content: ContentFacts, params: Params<S>) => Violations,
): Rule {
  return {
    id,
    params,
    check: (context, given) =>
      context.kind === "content" ? check(context.content, params.parse(given)) : [],
  };
}

/** A rule about a supplied thumbnail. */
export function ruleAboutThumbnail<S extends z.ZodObject>(
  id: string,
  params: S,
  check: (thumbnail: ThumbnailFacts, params: Params<S>) => Violations,
): Rule {
  return {
    id,
    params,
    check: (context, given) =>
      context.kind === "thumbnail" ? check(context.thumbnail, params.parse(given)) : [],
  };
}
