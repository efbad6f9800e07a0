// A look as a clip gets it: an ASC CDL, a LUT, or the one through the other.
import type { Cdl } from "./cdl.ts";

export interface ClipLook {
  /** Names the look's content: another look, another id. */
  readonly id: string;
  /** Of this clip; undefined where it has none. */
  readonly cdl: Cdl | undefined;
}
