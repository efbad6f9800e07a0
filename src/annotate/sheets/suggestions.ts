// What sound recordings say of clips, sent last and weakest: it waits until every picture and every sheet has spoken.
import type { FoundClip } from "../../domain/clip.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import { isOffSpeed } from "../../domain/off-speed.ts";
import { suggestMetadata } from "../../metadata/suggest-metadata.ts";
import type { Annotation } from "../../domain/annotation.ts";
import type { Emit } from "../../domain/events.ts";
import type { Annotator } from "../annotator.ts";
import type { SoundMatch } from "./match-sounds.ts";

/** What all other sources said of a clip, and what became of it. */
export interface Sent {
  readonly desired: ClipMetadata;
  readonly annotation: Annotation;
}

export interface Suggestions {
  /** Resolves as soon as `sent` where `noted` (of `SoundMatch.notePicture`) has nothing to add, else after `finish`. */
  add(clip: FoundClip, noted: ClipMetadata, sent: Promise<Sent>): Promise<Annotation>;
  /** Every picture was noted and every `sent` is settled: sends what may be said. */
  finish(): Promise<void>;
}

interface Waiting {
  readonly clip: FoundClip;
  readonly suggested: ClipMetadata;
  readonly sent: Annotation;
  readonly resolve: (annotation: Annotation | Promise<Annotation>) => void;
}

export function createSuggestions(sounds: SoundMatch, annotator: Annotator, emit: Emit): Suggestions {
  const waiting: Waiting[] = [];
  const settling: Promise<unknown>[] = [];
  const send = async ({ clip, suggested, sent }: Waiting): Promise<Annotation> => {
    const { name, roll } = clip;
    const decidedOf = () => undefined;
    // What other sources said went before, so that a listing shows the clip by now.
    const waiting = { name, roll, desired: {}, suggested, decidedOf, isNew: true };
    const { sent: added, error } = await annotator.annotate(waiting);
    const all = { ...sent, sent: { ...sent.sent, ...added } };
    if (error?.code !== "metadata_refused") return { ...all, ...(error && { error }) };
    // Nobody asked for it, so it costs the clip nothing.
    emit({ type: "warning", code: "suggestion_refused", clip: clip.name, message: error.message });
    return all;
  };
  return {
    add: async (clip, noted, sent) => {
      settling.push(sent);
      const { desired, annotation } = await sent;
      const suggested = suggestMetadata(noted, desired);
      // Its timecode says nothing of what was heard meanwhile.
      if (isOffSpeed(desired)) return annotation;
      if (annotation.error || Object.keys(suggested).length === 0) return annotation;
      return new Promise((resolve) => waiting.push({ clip, suggested, sent: annotation, resolve }));
    },
    finish: async () => {
      await Promise.allSettled(settling);
      if (waiting.length === 0) return;
      for (const entry of waiting) entry.resolve(sounds.isSure(entry.clip.name) ? send(entry) : entry.sent);
      await annotator.finish();
    },
  };
}
