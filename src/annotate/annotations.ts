// What is known of each clip, gathered once and sent to every destination: at once where a name matched a row, else when
// every picture is known.
import type { Annotation } from "../domain/annotation.ts";
import type { ClipPlan, FoundClip } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import { isOffSpeed } from "../domain/off-speed.ts";
import type { MergedMetadata } from "../metadata/merge-metadata.ts";
import type { Annotator } from "./annotator.ts";
import { gatherMetadata } from "./sheets/gather-metadata.ts";
import type { SheetMatch } from "./sheets/match-sheets.ts";
import type { SoundMatch } from "./sheets/match-sounds.ts";
import { createSuggestions, type Sent, type Suggestions } from "./sheets/suggestions.ts";

/** What the picture of a clip tells, as far as it is known. */
export interface PictureKnown {
  readonly facts: ClipMetadata;
  /** How long it is. */
  readonly seconds: number | undefined;
}

/** One destination that metadata goes to. */
export interface AnnotationTarget {
  readonly id: string;
  readonly label: string;
  readonly annotator: Annotator;
  /** Did this run bring the clip there? */
  readonly isNew: (clip: string) => boolean;
  /** When a person decided on a clip's value for this destination, ISO 8601; `sheet` is the path of the one that has it. */
  readonly decidedOf: (
    clip: string,
    property: MetadataProperty,
    sheet: string | undefined,
  ) => string | undefined;
}

export interface Annotations {
  annotate(clip: ClipPlan, destinationId: string, known: PictureKnown): Promise<Annotation>;
  /** Every clip's files are up: match what is left by timecode, send all that waits. */
  finish(): Promise<void>;
}

export interface AnnotationsRequest {
  readonly sheets: SheetMatch;
  readonly sounds: SoundMatch;
  readonly targets: readonly AnnotationTarget[];
  /** Reads what lies on the clip's card, waiting where it has gone away. */
  readonly hold: <Result>(clip: FoundClip, read: () => Promise<Result>) => Promise<Result>;
  readonly emit: Emit;
}

/** A clip as all destinations get it. */
interface Gathered {
  readonly merged: Promise<MergedMetadata>;
  /** What the sound recordings say that ran meanwhile. */
  readonly heard: ClipMetadata;
}

export function createAnnotations(request: AnnotationsRequest): Annotations {
  const { sheets, sounds, targets, hold, emit } = request;
  const undecided: (() => void)[] = [];
  const gathering = new Map<string, Gathered>();
  const byId = new Map(
    targets.map((target) => [
      target.id,
      { target, suggestions: createSuggestions(sounds, target.annotator, emit) },
    ]),
  );
  const gather = (clip: ClipPlan, { facts, seconds }: PictureKnown): Gathered => {
    const known = gathering.get(clip.name);
    if (known) return known;
    const read = () => hold(clip, () => gatherMetadata(clip, facts, sheets.rowsOf(clip.name), emit));
    const isOpen = sheets.notePicture(clip, facts, seconds);
    const merged = isOpen
      ? new Promise<MergedMetadata>((resolve) => undecided.push(() => resolve(read())))
      : read();
    merged.then(
      ({ metadata }) => sayOffSpeed(clip, metadata, emit),
      () => undefined,
    );
    const gathered = { merged, heard: sounds.notePicture(clip, facts, seconds) };
    gathering.set(clip.name, gathered);
    return gathered;
  };
  const send = async (clip: ClipPlan, gathered: Gathered, target: AnnotationTarget): Promise<Sent> => {
    const { metadata: desired, origins } = await gathered.merged;
    const { name, roll } = clip;
    const decidedOf = (property: MetadataProperty) =>
      target.decidedOf(name, property, origins.get(property)?.sheet);
    const annotation = await target.annotator.annotate({
      name,
      roll,
      desired,
      decidedOf,
      isNew: target.isNew(name),
    });
    sayWhatStayed(clip, annotation, target.label, emit);
    return { desired, annotation };
  };
  return {
    annotate: (clip, destinationId, known) => {
      const of = byId.get(destinationId);
      if (!of) throw new Error(`${destinationId} is not a destination of this run`);
      const gathered = gather(clip, known);
      return of.suggestions.add(clip, gathered.heard, send(clip, gathered, of.target));
    },
    finish: async () => {
      sheets.matchByTimecode();
      for (const decide of undecided) decide();
      await Promise.all([...gathering.values()].map(({ merged }) => merged));
      await Promise.all([...byId.values()].map(finishTarget));
    },
  };
}

async function finishTarget(of: { readonly target: AnnotationTarget; readonly suggestions: Suggestions }) {
  await of.target.annotator.finish();
  await of.suggestions.finish();
}

function sayOffSpeed({ name }: FoundClip, metadata: ClipMetadata, emit: Emit): void {
  if (!isOffSpeed(metadata)) return;
  const message = `It is off-speed: shot at ${metadata.sensorFps} frames a second, shown at ${metadata.fps}. Its timecode does not run with the sound.`;
  emit({ type: "warning", code: "off_speed", clip: name, message });
}

function sayWhatStayed(clip: FoundClip, { kept, unsupported }: Annotation, label: string, emit: Emit): void {
  for (const { property, ours, theirs } of kept) {
    const message = `${property} "${theirs}" at ${label} was entered by a person or decided later, and is kept; the sheet says "${ours}".`;
    emit({ type: "warning", code: "metadata_kept", clip: clip.name, message });
  }
  if (unsupported.length > 0) {
    const message = `${label} cannot hold ${unsupported.join(", ")}; they were not sent.`;
    emit({ type: "warning", code: "metadata_unsupported", clip: clip.name, message });
  }
}
