// A clip as programs get it: its name, and its properties in the service's order.
import type { RemoteClip } from "../domain/delivery.ts";
import { METADATA_PROPERTY_NAMES, type MetadataValue } from "../domain/metadata.ts";

export interface ClipObject {
  readonly clip: string;
  /** Only what is set. */
  readonly metadata: Readonly<Record<string, MetadataValue>>;
}

export function clipObject({ name, metadata }: RemoteClip): ClipObject {
  const ordered: Record<string, MetadataValue> = {};
  for (const property of METADATA_PROPERTY_NAMES) {
    const value = metadata[property];
    if (value !== undefined) ordered[property] = value;
  }
  return { clip: name, metadata: ordered };
}

/** By name, code unit by code unit: the same on every machine. */
export function byName(clips: ReadonlyMap<string, RemoteClip>): readonly RemoteClip[] {
  return [...clips.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
