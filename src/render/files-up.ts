// What is up, counted per kind of file: a clip may be watched at a destination although its LOG file is not there.
import type { Receipt, Role } from "../domain/clip.ts";
import { type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";

const KINDS: readonly (readonly [Role, string])[] = [
  ["graded", "graded"],
  ["log", "LOG"],
  ["thumbnail", "pictures"],
];

/** What clips owe to one place, and what of it is there. */
export interface OwedThere {
  readonly owes?: readonly Role[];
  readonly files: readonly Pick<Receipt, "role">[];
}

/** `graded 3 of 3, LOG 0 of 3, pictures 2 of 3`; empty where nobody decided what the clips owe. */
export function filesUpSentence(clips: readonly OwedThere[]): string {
  return KINDS.flatMap(([role, word]) => {
    const owing = clips.filter(({ owes = [] }) => owes.includes(role));
    const up = owing.filter(({ files }) => files.some((file) => file.role === role));
    return owing.length === 0 ? [] : [`${word} ${up.length} of ${owing.length}`];
  }).join(", ");
}

/** Of one clip: `graded and picture up, LOG not`; empty where nothing of it is up. */
export function partlyUpSentence({ owes = [], files }: OwedThere): string {
  const isUp = (role: Role) => files.some((file) => file.role === role);
  const words = (isWanted: boolean) =>
    KINDS.filter(([role]) => owes.includes(role) && isUp(role) === isWanted)
      .map(([role, word]) => (role === "thumbnail" ? "picture" : word))
      .join(" and ");
  const [up, not] = [words(true), words(false)];
  if (up === "") return "";
  return not === "" ? `${up} up` : `${up} up, ${not} not`;
}

/** One entry per destination, in their order, each with what every clip has there; empty where there is only one. */
export function clipsPerDestination(
  outcomes: readonly ClipOutcome[],
): ReadonlyMap<string, readonly (OwedThere & { readonly isGood: boolean })[]> {
  const places = new Map<string, (OwedThere & { readonly isGood: boolean })[]>();
  for (const { owes = [], ends = [] } of outcomes) {
    for (const { destination, status, files } of ends) {
      const clips = places.get(destination) ?? [];
      places.set(destination, clips);
      clips.push({ owes, files, isGood: isGoodEnd(status) });
    }
  }
  return places;
}
