// The filters that lay a clip's look onto its picture; baked once per look, however many clips have it.
import type { ClipLook } from "../../domain/look.ts";
import type { Emit } from "../../domain/events.ts";
import type { MediaTools } from "../../media/find-media-tools.ts";
import { findMaxCubeSize } from "../../media/look/find-max-cube-size.ts";
import { writeLook } from "../../media/look/write-look.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { LookRequest } from "../../plan/looks/look-request.ts";

export interface LookToBake {
  readonly clip: string;
  readonly clipLook: ClipLook;
  readonly look: LookRequest;
  readonly tools: MediaTools;
  readonly emit: Emit;
}

/** More than a code off can be seen in a gradient. */
const VISIBLE_CODES = 1;

export async function bakeClipLook({
  clip,
  clipLook,
  look,
  tools,
  emit,
}: LookToBake): Promise<readonly string[]> {
  requireLookFilters(tools);
  const maxCubeSize = await findMaxCubeSize(tools.ffmpeg.path);
  const whole = { cdl: clipLook.cdl, lut: look.lut?.lut };
  const { filters, errorCodes } = await writeLook(whole, look.folder, { maxCubeSize });
  if (errorCodes > VISIBLE_CODES) {
    const message = `Its look is up to ${errorCodes.toFixed(1)} codes of 255 off where it bends most: this ffmpeg takes no finer table.`;
    emit({ type: "warning", code: "look_coarse", clip, message });
  }
  return filters;
}

function requireLookFilters({ ffmpeg }: MediaTools): void {
  const lacking = ["lut1d", "lut3d"].filter((filter) => !ffmpeg.capabilities.filters.has(filter));
  if (lacking.length === 0) return;
  throw new OdailiesError(
    "proxy_failed",
    `A look needs ${lacking.join(" and ")}, which ffmpeg ${ffmpeg.version} does not have.`,
    { hint: "Name an ffmpeg from 4.1 on with --ffmpeg." },
  );
}
