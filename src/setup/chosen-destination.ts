// What choosing a destination needs, and what it gives.
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { DestinationKind } from "../destinations/kind.ts";
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import type { Warning } from "../domain/warning.ts";

/** What choosing needs of a command's call. */
export interface ChosenFor {
  readonly resolved: ResolvedConfig;
  readonly streams: { readonly addSecret: (secret: string) => void };
}

export interface ChosenDestination {
  readonly kind: DestinationKind;
  readonly toOpen: DestinationToOpen;
  /** What to do when everything is up. */
  readonly whenDone: string | undefined;
  readonly warnings: readonly Warning[];
}
