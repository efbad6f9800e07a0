// What a run that only changes metadata is asked: decided once, by the command, before anything happens.
import type { Emit } from "../domain/events.ts";
import type { DestinationToOpen } from "../runs/ingest-request.ts";
import type { MatchMode } from "./sheets/match-sheets.ts";
import type { SheetReading } from "./sheets/read-given-sheets.ts";

/** What sheets, undo files and explanations have in common. */
export interface RunRequest {
  readonly destination: { readonly label: string };
  /** Said at the beginning, e.g. how a token was given. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** For the start line: settings in force, without secrets. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The command as it can be given again; holds no secret. */
  readonly commandLine: string;
  readonly emit: Emit;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What a run is asked that may change something. */
export interface MetadataRequest extends RunRequest {
  readonly destination: DestinationToOpen;
  readonly stateFolder: string;
  /** Show what would change; send nothing, write nothing. */
  readonly isDryRun: boolean;
}

/** Which sheets, and how they are read and laid onto clips. */
export interface SheetsToMatch {
  /** In order of rising precedence. */
  readonly sheets: readonly string[];
  readonly reading: SheetReading;
  readonly match: MatchMode;
}

export interface AnnotateRequest extends MetadataRequest, SheetsToMatch {
  readonly onConflict: "keep" | "overwrite";
}

export interface UndoRequest extends MetadataRequest {
  readonly undoFile: string;
}
