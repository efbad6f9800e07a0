// How large a proxy gets: the picture as it is meant to be seen, fitted into a box, never enlarged, sides even.
import type { VideoFacts } from "../domain/media-facts.ts";
import { toEven } from "./display-size.ts";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function fitProxySize(
  video: Pick<VideoFacts, "displayWidth" | "displayHeight">,
  box: { readonly maxWidth: number; readonly maxHeight: number },
): PictureSize {
  const { displayWidth, displayHeight } = video;
  const factor = Math.min(1, box.maxWidth / displayWidth, box.maxHeight / displayHeight);
  if (factor === 1) return { width: displayWidth, height: displayHeight };
  return { width: nearestEven(displayWidth * factor), height: nearestEven(displayHeight * factor) };
}

/** Nearest, not down: 1920 / 2.39 is 803.3 and keeps its shape better as 804. */
function nearestEven(length: number): number {
  return toEven(Math.round(length / 2) * 2);
}
