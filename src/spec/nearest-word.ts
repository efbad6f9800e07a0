// Finds what somebody probably meant to type.
import { closest, distance } from "fastest-levenshtein";

/** The known word with the fewest letters to change; undefined when none is near (half of it or more would change). */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  const wanted = typed.slice(0, 100).toLowerCase();
  const words = known.map((word) => word.toLowerCase());
  const nearest = words.length === 0 ? undefined : closest(wanted, words);
  if (nearest === undefined) return undefined;
  const isNear = distance(wanted, nearest) < Math.ceil(Math.max(typed.length, 4) / 2);
  return isNear ? known[words.indexOf(nearest)] : undefined;
}
