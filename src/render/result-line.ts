// The `result` line of a run by itself, for whoever is told of the run's end in another way than stdout.
import { createJsonLines } from "./json-lines.ts";
import type { EventOf } from "./renderer.ts";
import type { Redact } from "./shown-text.ts";

/** One JSON object, without a line end. */
export function resultLine(result: EventOf<"run-ended">, redact: Redact): string {
  let text = "";
  createJsonLines({ redact, write: (line) => (text += line) })["run-ended"](result);
  return text.trimEnd();
}
