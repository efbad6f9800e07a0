// The one error for a hash list that cannot be used.
import { OdailiesError } from "../domain/errors.ts";

export type HashListFault = "unreadable" | "too_large" | "not_a_hash_list" | "altered";

const HINTS: Readonly<Record<HashListFault, string>> = {
  unreadable: "Check that the drive is connected and that you may read the list, or run with --mhl ignore.",
  too_large: "Run with --mhl ignore, or verify this list with the tool that wrote it.",
  not_a_hash_list: "Have the list written again by the tool that made the offload, or run with --mhl ignore.",
  altered: "Compare with another copy of the offload: this list was changed after it was sealed.",
};

/** `because` ends the sentence, without a full stop. The fault is in `context.fault`, the list in `context.path`. */
export function hashListError(
  fault: HashListFault,
  path: string,
  because: string,
  cause?: unknown,
): OdailiesError {
  return new OdailiesError("verify_failed", `The hash list ${path} cannot be used: ${because}.`, {
    hint: HINTS[fault],
    context: { path, fault },
    cause,
  });
}
