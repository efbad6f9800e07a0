// A destination that could not be asked: told to people, and noted for the run's exit code.
import type { OdailiesError } from "../domain/errors.ts";
import type { Run } from "./frame.ts";

/** `consequence`: a sentence on what that means for what follows. */
export function sayNotAsked(label: string, reason: OdailiesError, run: Run, consequence?: string): void {
  run.note({ notAsked: reason });
  const message = [`${label} was not asked: ${reason.message}`, consequence].filter(Boolean).join(" ");
  run.emit({ type: "warning", code: "not_asked", message });
}
