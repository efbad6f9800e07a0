// Everything that an ingest is asked: decided once, by the command, before anything happens.
import type { Destination } from "../destinations/destination.ts";
import type { BandwidthSchedule } from "../domain/bandwidth.ts";
import type { FoundClip, FoundFile } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import type { Spec } from "../domain/spec.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import type { Encoder } from "../media/encode/encoders/encoder.ts";
import type { ProbeResult } from "../media/probe-file.ts";
import type { Concurrency } from "../deliver/limits.ts";
import type { LookRequest } from "../plan/looks/look-request.ts";
import type { MatchMode } from "../annotate/sheets/match-sheets.ts";
import type { Order } from "../plan/order-clips.ts";
import type { Plan } from "./plan-clips.ts";
import type { SheetReading } from "../annotate/sheets/read-given-sheets.ts";
import type { IngestSettings } from "../deliver/run-context.ts";
import type { MhlRule } from "../plan/offload/read-card-lists.ts";

/** A destination before anything of it was reached or written. */
export interface DestinationToOpen {
  readonly label: string;
  readonly id: string;
  /** `onWait` is told, in a sentence, when something is tried again later. */
  open(onWait: (message: string) => void): Promise<Destination>;
}

export interface IngestRequest {
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  /** Sheets in order of rising precedence. */
  readonly metadata: readonly string[];
  readonly reading: SheetReading;
  /** `patch`: rows are read here and sent clip by clip · `ale`: the sheets themselves are sent. */
  readonly metadataVia: "patch" | "ale";
  readonly match: MatchMode;
  readonly order: Order;
  readonly mhl: MhlRule;
  readonly settings: IngestSettings;
  /** Undefined where none is laid on. */
  readonly look: LookRequest | undefined;
  readonly concurrency: Concurrency;
  readonly spec: Spec;
  readonly tools: MediaTools;
  /** What makes H.264 here. */
  readonly encoder: Encoder;
  readonly destination: DestinationToOpen;
  /** Said at the beginning, e.g. how a token was given. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** How fast files may go by the time of day; for the arithmetic, the destination keeps to it by itself. */
  readonly bandwidth?: BandwidthSchedule;
  readonly stateFolder: string;
  readonly workFolder: string;
  /** What to do with the plan instead of carrying it out; undefined to carry it out. */
  readonly plan: ((plan: Plan) => Promise<void>) | undefined;
  /** For the start line: settings in force, without secrets. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The command as it can be given again; holds no secret. */
  readonly commandLine: string;
  readonly whenDone: string | undefined;
  readonly emit: Emit;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** The command that the run is part of; default `ingest`. */
  readonly command?: string;
  /** Where a card goes away: wait until it is back. Default: end, for somebody tries again. */
  readonly waitsForCards?: boolean;
  /** What is on `folders`, where a watcher has looked already; undefined to look now. */
  readonly scans?: readonly Scan[];
  /** What probing said of exactly this file a moment ago; undefined, or none for a file: it is probed. */
  readonly probed?: (file: FoundFile) => ProbeResult | undefined;
  /** Of a run for a part of what was scanned: what it is for. Rows are matched against all. Default: everything. */
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
  /** Ends uploads that are under way; default `signal`, which begins no further ones. */
  readonly uploadSignal?: AbortSignal;
}
