// Everything that can be said while a run goes on: one union, one plain function to say it with.
import type { ClipCounts, ClipOutcome, RowCounts } from "./outcome.ts";
import type { ClipStanding } from "./clip-standing.ts";
import type { ErrorCode } from "./errors.ts";
import type { FileCheck } from "./file-check.ts";
import type { MetadataProperty, MetadataValue } from "./metadata.ts";
import type { LeftOutReason } from "./scan.ts";
import type { WarningCode } from "./warning.ts";

export type Phase = "scan" | "probe" | "check" | "proxy" | "upload" | "annotate" | "verify";

export type RunStatus = "ok" | "cancelled" | "error";

/** How long an upload takes, and what says so: a limit that was set, or what was measured in an earlier run. */
export interface UploadEstimate {
  readonly seconds: number;
  /** On average, over all hours that it takes. */
  readonly bitsPerSecond: number;
  readonly by: "limit" | "measured";
}

/** One field of a clip at the destination, before and after. */
export interface MetadataChange {
  readonly property: MetadataProperty;
  /** Undefined where nothing was set. */
  readonly old: MetadataValue | undefined;
  /** Undefined where it is blanked. */
  readonly new: MetadataValue | undefined;
}

export type Event =
  | {
      readonly type: "run-started";
      readonly run: string;
      readonly command: string;
      readonly source: readonly string[];
      readonly destination: string;
      /** The settings in force, without secrets. */
      readonly options: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: "scanned";
      readonly card: string;
      readonly root: string;
      readonly clips: number;
      readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
      /** Tool needed → number of camera originals that only it reads. */
      readonly undecodable: Readonly<Record<string, number>>;
    }
  /** Said once, before the first file goes; not at all where everything is up. Sizes are those on the card. */
  | {
      readonly type: "upload-planned";
      readonly files: number;
      readonly bytes: number;
      /** Files that have to be made first, so that their size is not known yet. */
      readonly filesToMake: number;
      /** By clip name; undefined for a clip with a file that has to be made. */
      readonly bytesOf: ReadonlyMap<string, number | undefined>;
      /** Of `bytes`; none where nothing tells how fast the line is. */
      readonly estimate?: UploadEstimate;
    }
  | {
      readonly type: "progress";
      readonly phase: Phase;
      readonly clip: string;
      /** Base name of the file, or its key at the destination. */
      readonly file: string;
      /** Bytes for upload, frames for proxy, files for the rest: done and total in the same unit. */
      readonly done: number;
      readonly total: number;
      readonly unit: "bytes" | "frames" | "files";
      /** Of an upload: the label of where it goes. */
      readonly destination?: string;
    }
  | { readonly type: "warning"; readonly code: WarningCode; readonly message: string; readonly clip?: string }
  /** Said before anything is sent. */
  | { readonly type: "clip-changing"; readonly clip: string; readonly changes: readonly MetadataChange[] }
  /** The file that puts the old values back is on the disk; said before anything is sent. */
  | { readonly type: "undo-written"; readonly file: string }
  /** A sheet whose rows count in this run, and why it does. */
  | {
      readonly type: "sheet-read";
      /** Path of the file. */
      readonly sheet: string;
      readonly rows: number;
      /** `given` by a person, or found `beside` the clips. */
      readonly from: "given" | "beside";
    }
  | {
      readonly type: "clip-ended";
      readonly outcome: ClipOutcome;
      /** Names of the clips that are parts of it and end with it. */
      readonly parts?: readonly string[];
      /** Of a run that only changes metadata: what it changed, tried to change, or would change. */
      readonly changes?: readonly MetadataChange[];
      /** Of a run that only looks: how far the clip is. */
      readonly standing?: ClipStanding;
      /** Of a run that compares what was delivered: one entry per file. */
      readonly checks?: readonly FileCheck[];
    }
  | {
      readonly type: "row-left";
      readonly sheet: string;
      readonly line: number;
      /** `unmatched`, `ambiguous`, `unreadable`. */
      readonly reason: string;
      readonly message: string;
      readonly candidates: readonly string[];
    }
  | {
      readonly type: "run-ended";
      readonly status: RunStatus;
      readonly code: ErrorCode | "ok";
      readonly exitCode: number;
      readonly counts: ClipCounts;
      readonly rows: RowCounts;
      /** Clips at the destination that no row speaks of; only of a run that lays sheets onto them. */
      readonly clipsWithoutRow?: readonly string[];
      /** How much is not on the cards, or unproven, though something says that it should be; only where it is any. */
      readonly gaps?: number;
      /** The file that puts the old values back, where any was replaced. */
      readonly undoFile?: string;
      readonly fieldsChanged: number;
      readonly bytesUploaded: number;
      readonly durationSeconds: number;
      readonly errors: readonly { readonly code: string; readonly message: string; readonly hint: string }[];
      /** What the person should do next, one line each. */
      readonly next: readonly string[];
    };

export type EventType = Event["type"];
export type Emit = (event: Event) => void;
