// The words for what a file tells of place, people and equipment; none of it is needed to watch dailies.
import type { PersonalData, PersonalKind } from "../domain/media-facts.ts";
import type { Violation } from "./rule.ts";

const WORDS: Readonly<Record<PersonalKind, string>> = {
  position: "the position of the recording",
  name: "a name",
  serial: "a serial number",
  "camera data": "the camera's own data, which may hold positions, names and serial numbers",
};

/** Undefined where it tells nothing. Says where it stands, never what it is. */
export function tellsPersonal(what: string, personal: readonly PersonalData[]): Violation | undefined {
  const kinds = (Object.keys(WORDS) as PersonalKind[]).filter((kind) =>
    personal.some((found) => found.kind === kind),
  );
  if (kinds.length === 0) return undefined;
  const placesOf = (kind: PersonalKind) =>
    personal.filter((found) => found.kind === kind).map(({ where }) => where);
  const told = kinds.map((kind) => `${WORDS[kind]} (${placesOf(kind).slice(0, 3).join(", ")})`);
  return {
    message: `The ${what} carries ${told.join("; ")}.`,
    actual: kinds.join(", "),
    expected: what === "thumbnail" ? "the picture only" : "pictures, sound and timecode only",
  };
}
