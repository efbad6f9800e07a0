// A clip of a listing as programs get it: the fields of every clip line, its properties in the service's order.
import type { RemoteClip } from "../domain/delivery.ts";
import { METADATA_PROPERTY_NAMES, type MetadataValue } from "../domain/metadata.ts";

export interface ClipObject {
  readonly clip: string;
  readonly roll: null;
  /** It is there, and nothing was sent. */
  readonly status: "skipped";
  readonly findings: readonly never[];
  readonly files: readonly never[];
  /** Only what is set. */
  readonly metadata: Readonly<Record<string, MetadataValue>>;
  /** Label of where it is listed. */
  readonly destination: string;
}

export function clipObject({ name, metadata }: RemoteClip, destination: string): ClipObject {
  const ordered: Record<string, MetadataValue> = {};
  for (const property of METADATA_PROPERTY_NAMES) {
    const value = metadata[property];
    if (value !== undefined) ordered[property] = value;
  }
  return {
    ...{ clip: name, roll: null, status: "skipped", findings: [], files: [] },
    metadata: ordered,
    destination,
  };
}

/** By name, code unit by code unit: the same on every machine. */
export function byName(clips: ReadonlyMap<string, RemoteClip>): readonly RemoteClip[] {
  return [...clips.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
