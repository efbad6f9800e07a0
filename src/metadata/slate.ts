// Scene, shot and take as one thing: two slates that differ are two takes, and nothing of one belongs to the other.
import type { ClipMetadata } from "../domain/metadata.ts";
import { parseTake } from "./values/take.ts";
import { tidyText } from "./values/text.ts";

type SlatePart = "scene" | "shot" | "take";

/** The parts that are known, as they compare: `003` is take 3, `22a` is scene 22A. */
export function slateKeys({ scene, shot, take }: ClipMetadata): ReadonlyMap<SlatePart, string> {
  const keys = new Map<SlatePart, string>();
  if (scene?.trim()) keys.set("scene", tidyText(scene).toUpperCase());
  if (shot?.trim()) keys.set("shot", tidyText(shot).toUpperCase());
  if (take?.trim()) keys.set("take", (parseTake(take)?.value?.take ?? take).toUpperCase());
  return keys;
}

/** Is every part that the one knows known to the other, and the same? */
export function isSlateWithin(one: ClipMetadata, other: ClipMetadata): boolean {
  const known = slateKeys(other);
  return [...slateKeys(one)].every(([part, key]) => known.get(part) === key);
}

/** Do both know a part, and not the same? */
export function isOtherSlate(one: ClipMetadata, other: ClipMetadata): boolean {
  const known = slateKeys(other);
  return [...slateKeys(one)].some(([part, key]) => known.has(part) && known.get(part) !== key);
}

/** Do both know something of the slate, and the same? */
export function isSameSlate(one: ClipMetadata, other: ClipMetadata): boolean {
  return slateKeys(one).size > 0 && isSlateWithin(one, other) && isSlateWithin(other, one);
}
