// What every stage of a run shares: opened once, closed once.
import type { FoundClip, FoundFile, Role } from "../domain/clip.ts";
import type { FileHasher, RemoteClip } from "../domain/delivery.ts";
import type { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import type { Spec } from "../domain/spec.ts";
import type { Destination } from "../destinations/destination.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import type { Encoder } from "../media/encode/encoders/encoder.ts";
import type { ProbeResult } from "../media/probe-file.ts";
import type { MatchedRow } from "../metadata/match/match-rows.ts";
import type { BurnInRequest } from "./make/burn-in-request.ts";
import type { LookRequest } from "../plan/looks/look-request.ts";
import type { Journal } from "../ledger/journal.ts";
import type { Limits } from "./limits.ts";
import type { Uplink } from "./uplink.ts";
import type { OwnFolders } from "../ledger/folder-error.ts";
import type { CardWatch } from "./source/card-watch.ts";
import type { VerifyHashes } from "./check/verify-hashes.ts";

/** What checking needs: no network, nothing written. */
export interface CheckSettings {
  readonly proxy: "auto" | "always" | "never";
  /** What is burnt into every graded file; undefined for nothing. */
  readonly burnIn?: BurnInRequest | undefined;
  /** Rules whose errors are let pass. */
  readonly allow: ReadonlySet<string>;
}

export interface CheckContext {
  readonly settings: CheckSettings;
  readonly tools: MediaTools;
  /** What probing said of exactly this file a moment ago, where a watcher has looked into it already. */
  readonly probed?: (file: FoundFile) => ProbeResult | undefined;
  readonly spec: Spec;
  readonly limits: Limits;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

export interface IngestSettings extends CheckSettings {
  readonly thumbnail: string;
  readonly onConflict: "keep" | "overwrite";
  readonly force: boolean;
  readonly replace: boolean;
  /** Where made files are kept after they were sent; undefined where they are deleted. */
  readonly keepProxies: string | undefined;
}

export interface RunContext extends CheckContext, OwnFolders {
  readonly settings: IngestSettings;
  readonly destination: Destination;
  /** The journal that a clip of this card is written into. */
  readonly journalOf: (clip: FoundClip) => Journal;
  /** Where a card goes away, whoever reads it waits here. */
  readonly cards: CardWatch;
  /** What was at the destination when the run began. */
  readonly remote: ReadonlyMap<string, RemoteClip>;
  /** What is there by now. */
  readonly listAgain: () => Promise<ReadonlyMap<string, RemoteClip>>;
  /** What this run has sent, as `role/clip`: it may not be in any listing yet. */
  readonly sentNow: Set<string>;
  /** Where files of this clip's card are made: never on a card, never shared with another card. */
  readonly workFolderOf: (clip: FoundClip) => string;
  /** Names what decides how this role's file is made: with something else, it would be another file. */
  readonly recipeOf: (role: Role, clip: FoundClip) => string;
  readonly look: LookRequest | undefined;
  /** What the sheets say of a clip, in order of rising precedence. */
  readonly rowsOf: (clipName: string) => readonly MatchedRow[];
  /** What makes H.264 here. */
  readonly encoder: Encoder;
  /** Rejects where a hash list beside the files says something else. */
  readonly verifyHashes: VerifyHashes;
  readonly newHasher: (sizeBytes: number) => FileHasher;
  readonly uplink: Uplink;
  /** Ends an upload that is under way; `signal` begins no further one. */
  readonly uploadSignal: AbortSignal;
  /** Ends the whole run with this error; the journal is kept. */
  readonly stop: (error: OdailiesError) => void;
}
