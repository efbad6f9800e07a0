// What the stages of a run share: opened once, closed once.
import type { ClipPlan, FoundClip, FoundFile } from "../domain/clip.ts";
import type { Annotation } from "../domain/annotation.ts";
import type { FileHasher } from "../domain/delivery.ts";
import type { Emit } from "../domain/events.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { OwnFolders } from "../ledger/places.ts";
import type { Encoder } from "../media/encode/encoders/encoder.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import type { ProbeResult } from "../media/probe-file.ts";
import type { MetadataRow } from "../metadata/understand-sheet.ts";
import type { Wants } from "../plan/wants.ts";
import type { VerifyHashes } from "./check/verify-hashes.ts";
import type { Limits } from "./limits.ts";
import type { CardWatch } from "./source/card-watch.ts";
import type { Target } from "./target.ts";

/** What checking needs: no network, nothing written. */
export interface CheckContext {
  readonly tools: MediaTools;
  readonly wants: Wants;
  readonly limits: Limits;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** What probing said of exactly this file a moment ago, where a watcher has looked into it already. */
  readonly probed?: ((file: FoundFile) => ProbeResult | undefined) | undefined;
}

/** What making files needs besides. */
export interface MakeContext {
  readonly check: CheckContext;
  /** What makes H.264 here. */
  readonly encoder: Encoder;
  readonly knowledge: Knowledge;
  readonly ledger: Ledger;
  readonly own: OwnFolders;
}

/** What is known of clips from elsewhere than their own files. */
export interface Knowledge {
  /** What the sheets say of a clip, in order of rising precedence. */
  rowsOf(clip: string): readonly MetadataRow[];
  /** All that is known of it, given what its file says. */
  gather(clip: FoundClip, facts: ClipMetadata): Promise<ClipMetadata>;
}

/** Sends what is known of a clip to one destination; called once its graded file is there. */
export type Annotate = (
  clip: ClipPlan,
  target: Target,
  known: { readonly facts: ClipMetadata; readonly seconds: number | undefined },
) => Promise<Annotation>;

export interface Rules {
  /** Makes and sends everything anew. */
  readonly force: boolean;
  /** A different clip of the same name is overwritten, once both were shown. */
  readonly replace: boolean;
  /** Where made files are kept after they were sent; undefined where they are deleted. */
  readonly keepProxies: string | undefined;
}

export interface Delivery {
  readonly targets: readonly Target[];
  readonly make: MakeContext;
  readonly rules: Rules;
  /** Where a card goes away, whoever reads it waits here. */
  readonly cards: CardWatch;
  /** Rejects where a hash list beside the files says something else. */
  readonly verifyHashes: VerifyHashes;
  readonly newHasher: (sizeBytes: number) => FileHasher;
}
