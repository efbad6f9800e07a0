// An answer of CatDV's that says OK and holds nothing that is known.
import { OdailiesError } from "../../domain/errors.ts";

/** `what` was asked for. */
export function notUnderstood(what: string): OdailiesError {
  return new OdailiesError("reply_not_understood", `CatDV answered ${what} with something unknown.`, {
    hint: "Check server-version in [destinations.catdv], and report what you see.",
  });
}
