// Suggestions: values that are good enough where nobody has said anything, and never against anybody.
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import { hasValue } from "./same-value.ts";
import { parseTake } from "./values/take.ts";

/**
 * What of `suggested` may be added to `known`: only properties without a value. Nothing at all where the take is known
 * to be another one: then the suggestion is of another recording, and the rest of it would be as wrong.
 */
export function suggestMetadata(suggested: ClipMetadata, known: ClipMetadata): ClipMetadata {
  const [ours, theirs] = [takeOf(suggested), takeOf(known)];
  if (ours !== undefined && theirs !== undefined && ours !== theirs) return {};
  return Object.fromEntries(
    Object.entries(suggested).filter(
      ([property, value]) => hasValue(value) && !hasValue(known[property as MetadataProperty]),
    ),
  );
}

/** `003` and `3*` are take 3. */
function takeOf({ take }: ClipMetadata): string | undefined {
  return take === undefined ? undefined : parseTake(take)?.value?.take.toUpperCase();
}
