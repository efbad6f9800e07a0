// Checks that rule ids somebody typed are rules.
import { OdailiesError } from "../domain/errors.ts";
import type { Spec } from "../domain/spec.ts";
import { nearestWord } from "./nearest-word.ts";
import { findRule } from "./rules/index.ts";

/**
 * An id that the spec leaves out passes: allowing it changes nothing.
 *
 * @throws OdailiesError `usage` for an id that names no rule at all.
 */
export function requireRules(spec: Spec, ids: Iterable<string>): void {
  const known = spec.rules.map(({ id }) => id);
  for (const id of ids) {
    if (findRule(id)) continue;
    const nearest = nearestWord(id, known);
    throw new OdailiesError("usage", `--allow ${JSON.stringify(id)} names no rule of the delivery spec.`, {
      hint: nearest === undefined ? `The rules are ${known.join(", ")}.` : `Perhaps ${nearest} was meant.`,
      context: { rule: id },
    });
  }
}
