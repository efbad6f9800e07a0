// What is known of each clip, gathered and sent: at once where a name matched a row, else when every picture is known.
import type { FoundClip } from "../domain/clip.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { Annotation, Annotator } from "./annotator.ts";
import { gatherMetadata } from "./gather-metadata.ts";
import type { SheetMatch } from "./match-sheets.ts";
import type { RunContext } from "./run-context.ts";

export interface Annotations {
  /** `media` is undefined for a clip that was delivered by an earlier run. */
  annotate(clip: FoundClip, facts: ClipMetadata, media: MediaFacts | undefined): Promise<Annotation>;
  /** Every clip's files are up: match what is left by timecode, send all that waits. */
  finish(): Promise<void>;
}

export function createAnnotations(
  sheets: SheetMatch,
  annotator: Annotator,
  context: RunContext,
): Annotations {
  const undecided: (() => void)[] = [];
  const gathering: Promise<unknown>[] = [];
  const send = async (clip: FoundClip, facts: ClipMetadata) => {
    const journal = context.journalOf(clip);
    const gathered = gatherMetadata(clip, facts, sheets.rowsOf(clip.name), context.emit);
    gathering.push(gathered);
    const annotation = await annotator.annotate({
      name: clip.name,
      desired: await gathered,
      lastSent: journal.annotated(clip.name),
      append: journal.append,
    });
    sayWhatStayed(clip, annotation, context);
    return annotation;
  };
  return {
    annotate: (clip, facts, media) => {
      if (!sheets.notePicture(clip, facts, media)) return send(clip, facts);
      return new Promise((resolve) => undecided.push(() => resolve(send(clip, facts))));
    },
    finish: async () => {
      sheets.matchByTimecode();
      for (const decide of undecided) decide();
      await Promise.all(gathering);
      await annotator.finish();
    },
  };
}

function sayWhatStayed(
  clip: FoundClip,
  { kept, unsupported }: Annotation,
  { emit, destination }: RunContext,
): void {
  for (const { property, ours, theirs } of kept) {
    const message = `${property} "${theirs}" at ${destination.label} was entered by a person and is kept; the sheet says "${ours}". --on-conflict overwrite sends the sheet's.`;
    emit({ type: "warning", code: "metadata_kept", clip: clip.name, message });
  }
  if (unsupported.length > 0) {
    const message = `${destination.label} cannot hold ${unsupported.join(", ")}; they were not sent.`;
    emit({ type: "warning", code: "metadata_unsupported", clip: clip.name, message });
  }
}
