// A look for another encoding than the clip's gives plausible, wrong colours: it is refused before anything is made.
import type { CheckedClip } from "../../domain/clip.ts";
import { type ClipEncoding, encodingOfClip } from "../../domain/clip-encoding.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Emit } from "../../domain/events.ts";
import { guardLook } from "../../media/look/guard-look.ts";
import { readGamma } from "../../metadata/sidecars/read-gamma.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";
import type { LookRequest } from "../../plan/looks/look-request.ts";
import { readSidecars } from "./read-sidecars.ts";

export interface LookToRequire {
  readonly clip: CheckedClip;
  readonly look: LookRequest;
  readonly rows: readonly MetadataRow[];
  readonly emit: Emit;
}

/** Throws `look_mismatch`. An encoding that nobody names is said, and the look is laid on as asked. */
export async function requireLook({ clip, look, rows, emit }: LookToRequire): Promise<void> {
  if (!look.lut) return;
  const recorded = await findEncoding(clip, rows);
  const found = guardLook({ clip: recorded, assumed: look.assumed, look: look.lut.input });
  if (found.verdict === "ok") return;
  if (found.verdict === "refuse") {
    throw new OdailiesError("look_mismatch", found.message, { hint: found.hint });
  }
  const message = `${found.message} ${found.hint}`;
  emit({ type: "warning", code: "encoding_unknown", clip: clip.name, message });
}

async function findEncoding(
  clip: CheckedClip,
  rows: readonly MetadataRow[],
): Promise<ClipEncoding | undefined> {
  const { graded } = clip.probed;
  const facts = graded && "facts" in graded ? graded.facts : undefined;
  return encodingOfClip({
    sidecar: await readSidecarGamma(clip),
    sheet: rows.findLast((row) => row.curve !== undefined)?.curve,
    colorTransfer: facts?.video?.colorTransfer,
  });
}

async function readSidecarGamma(clip: CheckedClip): Promise<string | undefined> {
  const gammas = (await readSidecars(clip)).map(({ name, text }) => readGamma(name, text));
  return gammas.find((gamma) => gamma !== undefined);
}
