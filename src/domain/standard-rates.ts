// The frame rates that exist in production.
import type { FrameRate } from "./frame-rate.ts";
import { toNumber } from "./rational.ts";

const STANDARD_RATES: readonly FrameRate[] = [24, 30, 48, 60, 96, 120]
  .flatMap((fps) => [
    { num: fps * 1000, den: 1001 },
    { num: fps, den: 1 },
  ])
  .concat([12, 15, 25, 50, 100].map((fps) => ({ num: fps, den: 1 })));

export function nearestStandardRate(fps: number): FrameRate {
  return STANDARD_RATES.reduce((best, rate) =>
    Math.abs(toNumber(rate) - fps) < Math.abs(toNumber(best) - fps) ? rate : best,
  );
}
