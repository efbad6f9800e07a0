// What a look at cards, and at what became of their clips, is asked.
import type { Emit } from "../domain/events.ts";
import type { DestinationToOpen } from "./ingest-request.ts";

export interface InspectRequest {
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  readonly destination: DestinationToOpen;
  /** Said at the beginning, e.g. how a token was given. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly stateFolder: string;
  /** For the start line: settings in force, without secrets. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The command as it can be given again; holds no secret. */
  readonly commandLine: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}
