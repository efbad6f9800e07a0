// A clip as one flat object: its name, then its properties in the service's order.
import type { RemoteClip } from "../domain/delivery.ts";
import { METADATA_PROPERTY_NAMES, type MetadataValue } from "../domain/metadata.ts";

/** Only what is set. */
export function clipObject({ name, metadata }: RemoteClip): Readonly<Record<string, MetadataValue>> {
  const object: Record<string, MetadataValue> = { name };
  for (const property of METADATA_PROPERTY_NAMES) {
    const value = metadata[property];
    if (value !== undefined) object[property] = value;
  }
  return object;
}

/** By name, code unit by code unit: the same on every machine. */
export function byName(clips: ReadonlyMap<string, RemoteClip>): readonly RemoteClip[] {
  return [...clips.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
