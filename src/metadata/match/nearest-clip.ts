// The clip that a row without one was probably meant for, as a suggestion and never as a match.
import { distance } from "fastest-levenshtein";
import type { MetadataRow } from "../columns/metadata-row.ts";
import type { ClipToMatch } from "./clip-to-match.ts";

/** In a sheet of another day every row is without a clip: the first ones show it, the rest would cost minutes. */
const MOST_COMPARISONS = 300_000;
const LONGEST_NAME = 255;

/** Looks a row up by the first name it carries; undefined where half of it or more would have to change. */
export function nearestClip(
  clips: readonly Pick<ClipToMatch, "name">[],
): (row: MetadataRow) => string | undefined {
  const known = clips
    .filter(({ name }) => name.length <= LONGEST_NAME)
    .map(({ name }) => ({ name, folded: name.toUpperCase() }));
  let left = MOST_COMPARISONS;
  return ({ names: [name = ""] }) => {
    if (name === "" || name.length > LONGEST_NAME || left < known.length) return undefined;
    left -= known.length;
    const wanted = name.toUpperCase();
    let nearest: string | undefined;
    let fewest = Math.max(wanted.length, 4) / 2;
    for (const clip of known) {
      if (Math.abs(clip.folded.length - wanted.length) >= fewest) continue;
      const changes = distance(wanted, clip.folded);
      if (changes >= fewest) continue;
      fewest = changes;
      nearest = clip.name;
    }
    return nearest;
  };
}
