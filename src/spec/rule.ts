// What a spec rule is: an id, the parameters it takes, and a pure check.
import type { z } from "zod";
import type { Role, Verdict, VideoRole } from "../domain/clip.ts";
import type { ContentFacts } from "../domain/content-facts.ts";
import type { Fix } from "../domain/finding.ts";
import type { MediaFacts, ProbeProblem } from "../domain/media-facts.ts";
import type { ThumbnailFacts } from "./thumbnail-facts.ts";

/** One way in which a file misses a rule. */
export interface Violation {
  /** A full sentence for a person. */
  readonly message: string;
  readonly actual: string;
  readonly expected: string;
  /** Where this case needs another mend than the rule's usual one. */
  readonly fix?: Fix;
}

/** The graded file that a LOG file belongs to, already judged. */
export interface GradedPartner {
  readonly fileName: string;
  readonly facts: MediaFacts | undefined;
  readonly verdict: Verdict;
}

/** A video file as a rule sees it. */
export interface VideoFileContext {
  readonly kind: "video";
  readonly role: VideoRole;
  /** The clip's name: the key at the destination. */
  readonly clipName: string;
  /** Base name on disk, with its extension. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Undefined when the file could not be probed; then `problem` says why. */
  readonly facts: MediaFacts | undefined;
  readonly problem: ProbeProblem | undefined;
  /** Set for a LOG file that is judged together with its clip; `graded` is undefined when there is none here. */
  readonly pair?: { readonly graded: GradedPartner | undefined };
}

/** A decoded clip as a rule sees it. */
export interface ContentContext {
  readonly kind: "content";
  readonly role: VideoRole;
  readonly content: ContentFacts;
}

/** A supplied thumbnail as a rule sees it. */
export interface ThumbnailContext {
  readonly kind: "thumbnail";
  readonly role: Extract<Role, "thumbnail">;
  readonly thumbnail: ThumbnailFacts;
}

export type RuleContext = VideoFileContext | ContentContext | ThumbnailContext;

/**
 * The code of one rule. `check` is pure, gives an empty list for a file that the rule does not speak of, and
 * throws a ZodError for parameters that `params` does not accept (`readSpec` has refused those before).
 */
export interface Rule {
  /** Permanent id, as in the spec. */
  readonly id: string;
  readonly params: z.ZodObject;
  readonly check: (context: RuleContext, params: unknown) => readonly Violation[];
}
