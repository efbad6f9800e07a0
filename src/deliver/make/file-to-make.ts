// A file that is to be remuxed or encoded, and how the work on it is told.
import type { CheckedClip, FoundFile, OwedFile, VideoRole } from "../../domain/clip.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { workName } from "../../ledger/places.ts";
import type { CheckContext } from "../delivery.ts";

export interface FileToMake {
  readonly clip: CheckedClip;
  readonly role: VideoRole;
  readonly owed: OwedFile;
  /** The file on the card. */
  readonly file: FoundFile;
  readonly facts: MediaFacts;
}

/** What is wanted of the same source beside the file itself: it is made in the same decode. */
export interface Beside {
  /** The LOG proxy, where it has the same source. */
  readonly log: OwedFile | undefined;
  /** The picture of the clip. */
  readonly still: OwedFile | undefined;
}

export interface RenderReport {
  readonly onProgress: (framesDone: number, framesTotal: number) => void;
  readonly warn: (made: { readonly warnings: readonly string[] }) => void;
}

export function reportRender({ clip, role }: FileToMake, { emit }: Pick<CheckContext, "emit">): RenderReport {
  const file = workName(clip.name, `${role}.mp4`);
  return {
    onProgress: (done, total) =>
      emit({ type: "progress", phase: "proxy", clip: clip.name, file, done, total, unit: "frames" }),
    warn: ({ warnings }) => {
      for (const message of warnings)
        emit({ type: "warning", code: "render_warning", clip: clip.name, message });
    },
  };
}
