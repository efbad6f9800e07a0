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

export function diffMetadata(request: MetadataDiffRequest): MetadataDiff {
  const { desired, lastSent, onConflict } = request;
  const remote = withoutDefaults(request.remote, lastSent ?? {});
  const patch: Partial<Record<MetadataProperty, MetadataValue>> = {};
  const kept: KeptValue[] = [];
  for (const [name, ours] of Object.entries(desired)) {
    const property = name as MetadataProperty;
    if (!hasValue(ours)) continue;
    const theirs = remote[property];
    if (isDefault(property, ours) && !hasValue(theirs)) continue;
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

/**
 * What `remote` says without the values that nobody said: services show a new clip as not circled, rated 0, described
 * by nothing. Where we sent something else before, and other things that we sent are still there, a person took it back.
 */
export function withoutDefaults(remote: ClipMetadata, lastSent: ClipMetadata): ClipMetadata {
  const isTakenBack = (property: MetadataProperty) => {
    const sent = lastSent[property];
    return hasValue(sent) && !isDefault(property, sent) && isKnownThere(remote, lastSent);
  };
  return Object.fromEntries(
    Object.entries(remote).filter(([name, value]) => {
      const property = name as MetadataProperty;
      return !isDefault(property, value) || isTakenBack(property);
    }),
  );
}

/** What an unset mark, an unset number and an unset text look like, in fields that people fill in. */
function isDefault(property: MetadataProperty, value: unknown): boolean {
  return PEOPLES_PROPERTIES.includes(property) && (value === false || value === 0 || value === "");
}

/** Is it still the clip that we sent values for, not a new one in its place? */
function isKnownThere(remote: ClipMetadata, lastSent: ClipMetadata): boolean {
  return Object.entries(lastSent).some(([name, sent]) => {
    const property = name as MetadataProperty;
    const there = remote[property];
    if (!hasValue(there) || isDefault(property, there) || !hasValue(sent)) return false;
    return sameValue(property, sent, there);
  });
}
