// What is kept of a video file once it is sent, so that a later run knows its clip without looking into it again.
import type { FoundClip } from "../domain/clip.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import { factsToMetadata } from "../metadata/clip-facts.ts";

export interface FileFacts {
  /** What the file itself says of the clip. */
  readonly facts: ClipMetadata;
  /** How long the picture is; undefined where the file does not tell. */
  readonly seconds?: number;
}

export function fileFacts(media: MediaFacts, clip: FoundClip): FileFacts {
  const seconds = media.video?.durationSeconds ?? media.container.durationSeconds;
  return { facts: factsToMetadata(media, clip), ...(seconds !== undefined && { seconds }) };
}
