// How large a proxy gets: the picture as it is meant to be seen, fitted into a box that turns with it.
import type { VideoFacts } from "../domain/media-facts.ts";
import { toEven } from "./display-size.ts";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Never enlarged, sides even. The box is given for pictures that lie: for one that stands upright it stands too, so
 * that 1080 is the shorter side of either.
 */
export function fitProxySize(
  video: Pick<VideoFacts, "displayWidth" | "displayHeight">,
  box: { readonly maxWidth: number; readonly maxHeight: number },
): PictureSize {
  const { displayWidth, displayHeight } = video;
  const isUpright = displayHeight > displayWidth;
  const [maxWidth, maxHeight] = isUpright ? [box.maxHeight, box.maxWidth] : [box.maxWidth, box.maxHeight];
  const factor = Math.min(1, maxWidth / displayWidth, maxHeight / displayHeight);
  if (factor === 1) return { width: displayWidth, height: displayHeight };
  return { width: nearestEven(displayWidth * factor), height: nearestEven(displayHeight * factor) };
}

/** Nearest, not down: 1920 / 2.39 is 803.3 and keeps its shape better as 804. */
function nearestEven(length: number): number {
  return toEven(Math.round(length / 2) * 2);
}
