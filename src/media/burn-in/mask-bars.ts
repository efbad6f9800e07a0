// The bars of an aspect mask, drawn into the picture; its size stays.
import type { Mask } from "./burn-in.ts";

/** A ratio this near to the picture's own needs no bars. */
const NEAR = 0.005;

/** No bars, two above and below, or two at the sides. What stays visible has an even size (2.39 of 1920 × 1080: 804). */
export function maskBars(
  mask: Mask,
  { width, height }: { readonly width: number; readonly height: number },
): readonly string[] {
  const own = width / height;
  if (Math.abs(mask.aspect / own - 1) <= NEAR) return [];
  const isWider = mask.aspect > own;
  const visible = evenNear(isWider ? width / mask.aspect : height * mask.aspect);
  const bar = Math.floor(((isWider ? height : width) - visible) / 2);
  if (bar <= 0) return [];
  const box = (place: string) => `drawbox=${place}:color=black@${mask.opacity}:t=fill`;
  return isWider
    ? [box(`x=0:y=0:w=${width}:h=${bar}`), box(`x=0:y=${height - bar}:w=${width}:h=${bar}`)]
    : [box(`x=0:y=0:w=${bar}:h=${height}`), box(`x=${width - bar}:y=0:w=${bar}:h=${height}`)];
}

function evenNear(value: number): number {
  return Math.round(value / 2) * 2;
}
