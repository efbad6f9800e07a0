// Everything that an ingest is asked: decided once, by the command, before anything happens.
import type { Rules } from "../deliver/delivery.ts";
import type { Concurrency } from "../deliver/limits.ts";
import type { MhlRule } from "../plan/offload/read-card-lists.ts";
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import type { FoundClip, FoundFile } from "../domain/clip.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import type { OwnFolders } from "../ledger/places.ts";
import type { Encoder } from "../media/encode/encoders/encoder.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import type { ProbeResult } from "../media/probe-file.ts";
import type { MatchMode } from "../annotate/sheets/match-sheets.ts";
import type { SheetReading } from "../annotate/sheets/read-given-sheets.ts";
import type { Order } from "../plan/order-clips.ts";
import type { Wants } from "../plan/wants.ts";
import type { FrameRequest } from "./frame.ts";

/** Which folders, and how they are looked at. */
export interface CardsRequest {
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  /** Where a card goes away: wait until it is back. Default: end, for somebody tries again. */
  readonly waits?: boolean;
  /** What is on `folders`, where a watcher has looked already; undefined to look now. */
  readonly scans?: readonly Scan[];
  /** What probing said of exactly this file a moment ago; undefined, or none for a file: it is probed. */
  readonly probed?: (file: FoundFile) => ProbeResult | undefined;
  /** Of a run for a part of what was scanned: what it is for. Rows are matched against all. Default: everything. */
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
}

/** Which sheets, and how they are read and laid onto clips. */
export interface SheetsRequest {
  /** In order of rising precedence. */
  readonly files: readonly string[];
  /** `none`: sheets beside the clips are left alone. */
  readonly beside: "read" | "none";
  readonly reading: SheetReading;
  readonly match: MatchMode;
  /** `patch`: rows are read here and sent clip by clip · `ale`: the sheets themselves are sent. */
  readonly via: "patch" | "ale";
  readonly onConflict: "keep" | "overwrite";
  /** Every row must find its clip. */
  readonly isStrict: boolean;
}

/** Where files go, and how they get there. */
export interface DeliveryRequest {
  readonly to: readonly DestinationToOpen[];
  readonly rules: Rules;
  readonly order: Order;
  readonly mhl: MhlRule;
  readonly concurrency: Concurrency;
  readonly tools: MediaTools;
  /** What makes H.264 here. */
  readonly encoder: Encoder;
  readonly own: OwnFolders;
}

export interface IngestRequest {
  readonly frame: FrameRequest;
  readonly cards: CardsRequest;
  readonly sheets: SheetsRequest;
  readonly wants: Wants;
  readonly delivery: DeliveryRequest;
  /** Ends uploads that are under way; default: the frame's signal, which begins no further ones. */
  readonly uploadSignal?: AbortSignal;
}
