// What a run is asked that only changes metadata: decided once, by the command, before anything happens.
import type { MatchMode } from "../annotate/sheets/match-sheets.ts";
import type { SheetReading } from "../annotate/sheets/read-given-sheets.ts";
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import type { FrameRequest } from "./frame.ts";

/** What a run is asked that may change something. */
export interface MetadataRequest {
  readonly frame: FrameRequest;
  readonly to: readonly DestinationToOpen[];
  readonly stateFolder: string;
  /** Show what would change; send nothing, write nothing. */
  readonly isDryRun: boolean;
}

/** Which sheets, and how they are read and laid onto clips. */
export interface SheetsToMatch {
  /** Absolute paths, in order of rising precedence. */
  readonly sheets: readonly string[];
  readonly reading: SheetReading;
  readonly match: MatchMode;
}

export interface AnnotateRequest extends MetadataRequest, SheetsToMatch {
  readonly onConflict: "keep" | "overwrite";
  /** Every row must find its clip. */
  readonly isStrict: boolean;
}

export interface UndoRequest extends MetadataRequest {
  /** Path of an undo file; `last` for the newest of the destination. */
  readonly undo: string;
}
