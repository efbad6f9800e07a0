// A value that was decided later than ours stays: an old sheet does not bring old values back over night.
import type { Annotation } from "../domain/annotation.ts";
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import { hasValue, sameValue } from "../metadata/same-value.ts";
import { isOurs } from "./clip-change.ts";

export interface LaterRequest {
  readonly clip: string;
  readonly desired: ClipMetadata;
  /** What the destination has now. */
  readonly there: ClipMetadata;
  readonly records: Pick<DestinationRecords, "annotated" | "decided">;
  /** When a person decided on the desired value; undefined where nobody did. */
  readonly decidedOf: (property: MetadataProperty) => string | undefined;
}

/** Pure. What of `desired` may be sent, and what stays because somebody decided on it later. */
export function keepLater({ clip, desired, there, records, decidedOf }: LaterRequest): {
  readonly desired: ClipMetadata;
  readonly kept: Annotation["kept"];
} {
  const lastSent = records.annotated(clip, there);
  const kept: { property: MetadataProperty; ours: MetadataValue; theirs: MetadataValue }[] = [];
  const open = Object.entries(desired).filter(([name, ours]) => {
    const property = name as MetadataProperty;
    const theirs = there[property];
    if (!hasValue(ours) || !hasValue(theirs) || sameValue(property, ours, theirs)) return true;
    const decidedBefore = records.decided(clip, property);
    if (decidedBefore === undefined || !isOurs(property, lastSent, there)) return true;
    const decidedNow = decidedOf(property);
    if (decidedNow !== undefined && decidedNow > decidedBefore) return true;
    kept.push({ property, ours, theirs });
    return false;
  });
  return { desired: Object.fromEntries(open), kept };
}
