// What a run means to change on one clip at the destination.
import type { Takes } from "../destinations/destination.ts";
import type { MetadataChange } from "../domain/events.ts";
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import type { ClipError } from "../domain/outcome.ts";
import { hasValue, sameValue } from "../metadata/same-value.ts";

/** A value is ours when this program sent it, and a person's otherwise; only ours may be replaced unasked. */
export interface FieldChange extends MetadataChange {
  readonly isOldOurs: boolean;
  readonly isNewOurs: boolean;
  /** ISO 8601, when a person decided on the new value; undefined where nobody did. */
  readonly decided?: string | undefined;
}

export interface ClipChange {
  readonly clip: string;
  readonly roll: string | undefined;
  /** Empty where everything is as it should be. */
  readonly fields: readonly FieldChange[];
  /** Where the values come from, for messages: `log.csv:12, notes.csv:3`. */
  readonly from: string;
  /** What is known beforehand to be impossible; the other fields are sent all the same. */
  readonly error?: ClipError;
}

/** Is the value that the service has the one that this program sent last? */
export function isOurs(property: keyof ClipMetadata, lastSent: ClipMetadata, there: ClipMetadata): boolean {
  const [sent, value] = [lastSent[property], there[property]];
  return hasValue(sent) && hasValue(value) && sameValue(property, sent, value);
}

export interface ChangedPlace {
  readonly there: ClipMetadata;
  readonly lastSent: ClipMetadata;
  readonly takes: Pick<Takes, "fields">;
}

/** The fields of a patch, each with what it replaces. Nobody promised to anybody what the destination does not take. */
export function fieldChanges(
  patch: ClipMetadata,
  { there, lastSent, takes }: ChangedPlace,
  decidedOf: (property: MetadataProperty) => string | undefined,
): readonly FieldChange[] {
  const values = Object.entries(patch) as [MetadataProperty, MetadataValue][];
  const taken = values.filter(([property]) => takes.fields === "all" || takes.fields.includes(property));
  return taken.map(([property, value]) => ({
    property,
    old: there[property],
    new: value,
    isOldOurs: isOurs(property, lastSent, there),
    isNewOurs: true,
    decided: decidedOf(property),
  }));
}
