// What is known of each clip, gathered and sent: at once where a name matched a row, else when every picture is known.
import type { FoundClip } from "../domain/clip.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import { isOffSpeed } from "../domain/off-speed.ts";
import type { Annotation, Annotator } from "./annotator.ts";
import { gatherMetadata } from "./sheets/gather-metadata.ts";
import type { SheetMatch } from "./sheets/match-sheets.ts";
import type { SoundMatch } from "./sheets/match-sounds.ts";
import type { RunContext } from "../deliver/run-context.ts";
import { createSuggestions, type Sent } from "./sheets/suggestions.ts";

export interface Annotations {
  /** `seconds`: how long its picture is, as far as is known. */
  annotate(clip: FoundClip, facts: ClipMetadata, seconds: number | undefined): Promise<Annotation>;
  /** Every clip's files are up: match what is left by timecode, send all that waits. */
  finish(): Promise<void>;
}

export function createAnnotations(
  sheets: SheetMatch,
  sounds: SoundMatch,
  annotator: Annotator,
  context: RunContext,
): Annotations {
  const undecided: (() => void)[] = [];
  const gathering: Promise<unknown>[] = [];
  const suggestions = createSuggestions(sounds, annotator, context);
  const send = async (clip: FoundClip, facts: ClipMetadata): Promise<Sent> => {
    const journal = context.journalOf(clip);
    const gathered = context.cards.hold(clip.card, () =>
      gatherMetadata(clip, facts, sheets.rowsOf(clip.name), context.emit),
    );
    gathering.push(gathered);
    const desired = await gathered;
    sayOffSpeed(clip, desired, context);
    const annotation = await annotator.annotate({
      name: clip.name,
      desired,
      lastSent: (there) => journal.annotated(clip.name, there),
      append: journal.append,
    });
    sayWhatStayed(clip, annotation, context);
    return { desired, annotation };
  };
  return {
    annotate: (clip, facts, seconds) => {
      const sent = sheets.notePicture(clip, facts, seconds)
        ? new Promise<Sent>((resolve) => undecided.push(() => resolve(send(clip, facts))))
        : send(clip, facts);
      return suggestions.add(clip, sounds.notePicture(clip, facts, seconds), sent);
    },
    finish: async () => {
      sheets.matchByTimecode();
      for (const decide of undecided) decide();
      await Promise.all(gathering);
      await annotator.finish();
      await suggestions.finish();
    },
  };
}

function sayOffSpeed({ name }: FoundClip, metadata: ClipMetadata, { emit }: RunContext): void {
  if (!isOffSpeed(metadata)) return;
  const message = `It is off-speed: shot at ${metadata.sensorFps} frames a second, shown at ${metadata.fps}. Its timecode does not run with the sound.`;
  emit({ type: "warning", code: "off_speed", clip: name, message });
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
