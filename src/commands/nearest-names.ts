// What a person probably meant, out of the names that there are.
import { distance } from "fastest-levenshtein";

const SHOWN = 3;

/** The nearest first, at most three; none of which half or more would have to change. */
export function nearestNames(typed: string, known: Iterable<string>): readonly string[] {
  const wanted = typed.slice(0, 200).toLowerCase();
  const limit = Math.max(wanted.length, 4) / 2;
  return [...known]
    .map((name) => ({ name, changes: distance(wanted, name.toLowerCase()) }))
    .filter(({ changes }) => changes < limit)
    .sort((a, b) => a.changes - b.changes || (a.name < b.name ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ name }) => name);
}

/** ` The nearest are A, B.`, to be put behind a sentence; empty where nothing is near. */
export function nearestSentence(typed: string, known: Iterable<string>): string {
  const near = nearestNames(typed, known);
  return near.length === 0 ? "" : ` The nearest ${near.length === 1 ? "is" : "are"} ${near.join(", ")}.`;
}
