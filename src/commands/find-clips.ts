// Names that a person typed, and the clips of the project that are called so.
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import { nearestSentence } from "./nearest-names.ts";

export interface FoundClips {
  /** In the order of the names, each once. */
  readonly found: readonly RemoteClip[];
  /** `clip_not_listed`, where a name is of no clip. */
  readonly missing: OdailiesError | undefined;
}

type Clips = ReadonlyMap<string, RemoteClip>;

export function findClips(clips: Clips, names: readonly string[], label: string): FoundClips {
  const found = new Set<RemoteClip>();
  const unknown: string[] = [];
  for (const name of names) {
    const clip = findClip(clips, name);
    if (clip) found.add(clip);
    else unknown.push(name);
  }
  const missing = unknown.length === 0 ? undefined : notListed(clips, unknown, label);
  return { found: [...found], missing };
}

/** Case counts: two clips may differ in nothing else. How accents are composed does not. */
export function findClip(clips: Clips, name: string): RemoteClip | undefined {
  const exact = clips.get(name);
  if (exact) return exact;
  const composed = name.normalize("NFC");
  return [...clips.values()].find((clip) => clip.name.normalize("NFC") === composed);
}

export function notListed(clips: Clips, names: readonly string[], label: string): OdailiesError {
  const sentences = names.map((name) => `There is no clip ${name}.${nearestSentence(name, clips.keys())}`);
  return new OdailiesError("clip_not_listed", sentences.join(" "), {
    hint: `odailies clips list shows every clip of ${label}.`,
  });
}
