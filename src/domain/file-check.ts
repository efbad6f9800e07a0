// What a second look at one delivered file found.
import type { Role } from "./clip.ts";

/**
 * `hash-verified`: every byte was compared · `size-only`: nothing speaks against it, but somewhere only a size was
 * compared · `not-verified`: it could not be looked at · `different`: it is not what was delivered.
 */
export type FileVerdict = "hash-verified" | "size-only" | "not-verified" | "different";

export interface FileCheck {
  readonly role: Role;
  /** Where it is at the destination. */
  readonly key: string;
  readonly verdict: FileVerdict;
  /** What was found at each place, each a short phrase without a full stop. */
  readonly source: string;
  readonly stored: string;
  /** Undefined where no hash list speaks of it. */
  readonly listed?: string;
}
