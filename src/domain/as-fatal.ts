// Whatever ended a run, as an error with a code: anything that is not ours is a bug, and said as such.
import { OdailiesError } from "./errors.ts";

export function asFatal(error: unknown): OdailiesError {
  if (error instanceof OdailiesError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new OdailiesError("bug", `odailies failed in a way that was not foreseen: ${message}`, {
    hint: "Please report it with the output of this command and --verbose. What is up stays up.",
    cause: error,
  });
}
