// Where everything that is said goes.
import type { Warning } from "../domain/warning.ts";
import type { Redact, ShownStream } from "./shown-text.ts";

export interface OutputStreams {
  readonly stdout: ShownStream;
  readonly stderr: ShownStream;
  /** Of everything that is written. */
  readonly redact: Redact;
  /** What is to be said once: right after the first start line, or before a result without one. Whoever says it takes it out. */
  readonly startWarnings?: Warning[];
}
