// What is up, counted per kind of file: a clip may be watched at a destination although its LOG file is not there.
import type { Receipt, Role } from "../domain/clip.ts";
import { type ClipOutcome, type DestinationEnd, isGoodEnd } from "../domain/outcome.ts";
import { counted } from "./words.ts";

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

/**
 * One line per destination, in their order; empty where there is only one. Indented, as below a headline. `tellsStops`:
 * what ended the work for one destination while the run went on is said below it, once and not for each clip.
 */
export function destinationLines(outcomes: readonly ClipOutcome[], tellsStops: boolean): string[] {
  return [...endsPerDestination(outcomes)].flatMap(([label, ends]) => {
    const good = ends.filter(({ status }) => isGoodEnd(status)).length;
    const line = `  ${label}: ${good} of ${counted(ends.length, "clip")}; files up: ${filesUpSentence(ends)}.`;
    return [line].concat(tellsStops ? stopLines(ends) : []);
  });
}

function stopLines(ends: readonly DestinationEnd[]): string[] {
  const stops = ends.flatMap(({ error }) => (error?.code === "cancelled" ? [error] : []));
  const texts = new Set(stops.flatMap(({ message, hint }) => [message, hint]));
  return [...texts].map((text) => `            ${text}`);
}

function endsPerDestination(
  outcomes: readonly ClipOutcome[],
): ReadonlyMap<string, readonly DestinationEnd[]> {
  const places = new Map<string, DestinationEnd[]>();
  for (const end of outcomes.flatMap(({ ends = [] }) => ends)) {
    const there = places.get(end.destination) ?? [];
    there.push(end);
    places.set(end.destination, there);
  }
  return places;
}
