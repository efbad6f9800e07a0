// Holds the look against what a clip was recorded in: a LogC3 look on LogC4 footage is wrong, and looks plausible.
import type { ClipEncoding } from "../../domain/clip-encoding.ts";
import { type LogEncoding, encodingLabel, isSameEncoding } from "../../domain/log-encoding.ts";

export interface LookMatch {
  /** What the camera or the sheet says. */
  readonly clip: ClipEncoding | undefined;
  /** What `--log-encoding` says: of clips that say nothing, and of a LUT that says nothing. */
  readonly assumed: LogEncoding | undefined;
  /** What the LUT is made for, where its name tells. */
  readonly look: LogEncoding | undefined;
}

/** `refuse`: no file with this look is to be made of the clip. `warn`: to be said once, the file may be made. */
export type LookVerdict =
  | { readonly verdict: "ok" }
  | { readonly verdict: "refuse" | "warn"; readonly message: string; readonly hint: string };

/** For a look with a LUT; an ASC CDL alone goes with every encoding. Sentences do not name the clip. */
export function guardLook({ clip, assumed, look }: LookMatch): LookVerdict {
  const recorded = clip?.encoding ?? assumed;
  const expected = look ?? assumed;
  if (recorded === undefined) {
    const madeFor = look === undefined ? "" : `; the LUT is made for ${encodingLabel(look)}`;
    return {
      verdict: "warn",
      message: `It is not known in which encoding the clip was recorded${madeFor}.`,
      hint: "Name it with --log-encoding, for example --log-encoding logc4.",
    };
  }
  if (expected === undefined || isSameEncoding(recorded, expected)) return { verdict: "ok" };
  const says = look === undefined ? "--log-encoding says that the look is" : "the LUT is made";
  return {
    verdict: "refuse",
    message: `The clip is ${encodingLabel(recorded)} by ${clip?.source ?? "--log-encoding"}, and ${says} for ${encodingLabel(expected)}: its colours would be wrong.`,
    hint: `Name a LUT for ${encodingLabel(recorded)} with --lut, and ingest clips of other encodings in a run of their own.`,
  };
}
