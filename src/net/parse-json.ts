// Reads JSON that somebody else wrote, as far as it stays within what memory holds.
import { OdailiesError } from "../domain/errors.ts";

/** Objects and lists in one answer: a project of a million clips, or a bomb. */
const MOST_ITEMS = 1_000_000;
/** Shorter texts cannot hold what would be too much. */
const HARMLESS_LENGTH = 2_000_000;

/** Undefined for what is no JSON. Throws `reply_not_understood` for more than a million objects and lists. */
export function parseJson(text: string, host: string): unknown {
  if (text.length > HARMLESS_LENGTH && countItems(text) > MOST_ITEMS) {
    throw new OdailiesError("reply_not_understood", `${host} answered with more than ${MOST_ITEMS} items.`, {
      hint: "Check the API address and the project.",
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Brackets within text are counted too, which does not matter. */
function countItems(text: string): number {
  let items = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) items += 1;
  }
  return items;
}
