// What a run has found out by its end, beside how its clips ended.
import type { OdailiesError } from "../domain/errors.ts";
import type { RowCounts } from "../domain/outcome.ts";
import type { CardGap } from "../domain/scan.ts";

export interface RunFacts {
  readonly rows: RowCounts;
  /** Rows and fields that could not be delivered. */
  readonly lost: number;
  /** Clips that no row speaks of; only of a run that lays sheets onto them. */
  readonly clipsWithoutRow?: readonly string[];
  readonly bytesUploaded: number;
  /** Values on the service that stay although others were given. */
  readonly valuesKept: number;
  readonly undoFile?: string;
  /** Why a destination could not be asked: then nothing is proven. */
  readonly notAsked?: OdailiesError;
  /** What the cards should hold, or what should vouch for them, and does not. */
  readonly gaps: readonly CardGap[];
  /** Names of the cards that have something open. */
  readonly openCards: readonly string[];
}

export const NO_FACTS: RunFacts = {
  rows: { total: 0, matched: 0, unmatched: 0 },
  lost: 0,
  bytesUploaded: 0,
  valuesKept: 0,
  gaps: [],
  openCards: [],
};
