// What has to be sent so that the service says what we know, without touching what people entered there.
import {
  type ClipMetadata,
  type MetadataProperty,
  type MetadataValue,
  PEOPLES_PROPERTIES,
} from "../domain/metadata.ts";
import { hasValue, sameValue } from "./same-value.ts";

export interface MetadataDiffRequest {
  readonly desired: ClipMetadata;
  /** What the service says now. */
  readonly remote: ClipMetadata;
  /** What this program sent last time: such a value on the service is ours and may be replaced. */
  readonly lastSent?: ClipMetadata;
  /** For scene, shot, take, description, circled and rating that a person entered on the service. */
  readonly onConflict: "keep" | "overwrite";
}

interface KeptValue {
  readonly property: MetadataProperty;
  readonly ours: MetadataValue;
  readonly theirs: MetadataValue;
}

export interface MetadataDiff {
  /** Only fields that change; never null, never empty. */
  readonly patch: ClipMetadata;
  /** People's values on the service that stay although we know others. */
  readonly kept: readonly KeptValue[];
}

export function diffMetadata({ desired, remote, lastSent, onConflict }: MetadataDiffRequest): MetadataDiff {
  const patch: Partial<Record<MetadataProperty, MetadataValue>> = {};
  const kept: KeptValue[] = [];
  for (const [name, ours] of Object.entries(desired)) {
    const property = name as MetadataProperty;
    if (!hasValue(ours)) continue;
    const theirs = remote[property];
    if (hasValue(theirs)) {
      if (sameValue(property, ours, theirs)) continue;
      const sent = lastSent?.[property];
      const isOurs = hasValue(sent) && sameValue(property, sent, theirs);
      if (onConflict === "keep" && !isOurs && PEOPLES_PROPERTIES.includes(property)) {
        kept.push({ property, ours, theirs });
        continue;
      }
    }
    patch[property] = ours;
  }
  return { patch: patch as ClipMetadata, kept };
}
