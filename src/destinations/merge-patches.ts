// Several patches of one clip, as one.
import type { ClipPatch } from "../domain/delivery.ts";
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";

/** By clip name, in the order in which each comes first. What is asked for later wins, a value as well as a blank. */
export function mergePatches(patches: readonly ClipPatch[]): ReadonlyMap<string, Required<ClipPatch>> {
  const merged = new Map<string, Required<ClipPatch>>();
  for (const { name, metadata, blank = [] } of patches) {
    const before = merged.get(name) ?? { metadata: {}, blank: [] };
    merged.set(name, {
      name,
      metadata: { ...without(before.metadata, blank), ...metadata },
      blank: [...before.blank.filter((property) => !(property in metadata)), ...blank],
    });
  }
  return merged;
}

function without(metadata: ClipMetadata, blank: readonly MetadataProperty[]): ClipMetadata {
  const left = Object.entries(metadata).filter(([property]) => !blank.includes(property as MetadataProperty));
  return Object.fromEntries(left);
}
