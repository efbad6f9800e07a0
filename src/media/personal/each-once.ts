// What several boxes, tags or files tell of the same thing, told once.
import type { PersonalData } from "../../domain/media-facts.ts";

/** Pure. In the order in which each comes first. */
export function eachOnce(found: readonly PersonalData[]): readonly PersonalData[] {
  return [...new Map(found.map((one) => [`${one.kind} ${one.where}`, one])).values()];
}
