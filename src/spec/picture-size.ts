// Sizes of the picture as it is seen, whichever way up it is.
import type { VideoFacts } from "../domain/media-facts.ts";

type Shown = Pick<VideoFacts, "displayWidth" | "displayHeight">;

/** The longer side as it is seen, in pixels: 1920 for Full HD, upright or not. */
export function longSide(video: Shown): number {
  return Math.max(video.displayWidth, video.displayHeight);
}

/** The shorter side as it is seen, in pixels: 1080 for Full HD, upright or not. */
export function shortSide(video: Shown): number {
  return Math.min(video.displayWidth, video.displayHeight);
}

export function isLargerThan1080p(video: Shown): boolean {
  return longSide(video) > 1920 || shortSide(video) > 1088;
}
