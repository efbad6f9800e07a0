// The `result` line of a run by itself, for whoever is told of the run's end in another way than stdout.
import { createJsonLines } from "./json-lines.ts";
import type { EventOf } from "./renderer.ts";
import { jsonLine, type Redact } from "./shown-text.ts";

/** What the run was about, for a reader who has not seen its `start` line; named as there. */
export interface RunSubjectFields {
  readonly run: string;
  readonly command: string;
  /** The folders. */
  readonly source: readonly string[];
  readonly destination: string;
  readonly project: string | null;
}

/** One JSON object, without a line end. */
export function resultLine(
  result: EventOf<"run-ended">,
  subject: RunSubjectFields | undefined,
  redact: Redact,
): string {
  let text = "";
  createJsonLines({ redact, write: (line) => (text += line) })["run-ended"](result);
  const { type, ts, ...numbers } = JSON.parse(text) as Record<string, unknown>;
  return jsonLine({ type, ts, ...subject, ...numbers }, redact).trimEnd();
}
