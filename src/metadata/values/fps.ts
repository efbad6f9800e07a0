// Frame rates in every spelling of cameras, recorders and loggers, as the rounded number that services use.
import { displayFps, frameRateFromNumber } from "../../domain/frame-rate.ts";
import { parseRational, toNumber } from "../../domain/rational.ts";
import { isNullNumber } from "./null-words.ts";
import { DECIMAL, parseNumber } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

const FASTEST_FPS = 100_000;
const WITH_SUFFIX = new RegExp(`^(${DECIMAL})[\\s-]{0,3}(fps|p|psf|i|ndf|nd|df|hz)?$`);

/**
 * Frames per second with at most three decimals: `24.00p` → 24, `23.98`, `23.97 ND`, `24000/1001` → 23.976,
 * `50i`, `59.94i` → 25, 29.97 (fields are halved). `0` is no value.
 */
export function parseFps(text: string): Parsed<number> {
  const tidy = tidyText(text).toLowerCase();
  if (isNullNumber(tidy)) return undefined;
  // Blackmagic's metadata dump writes numerator, denominator and a comma: `48,1,`.
  const pair = /^(\d{1,6}),(\d{1,6}),$/.exec(tidy);
  const rational = parseRational(pair ? `${pair[1]}/${pair[2]}` : tidy.includes("/") ? tidy : undefined);
  if (rational) return inRange(toNumber(rational), text);
  const match = WITH_SUFFIX.exec(tidy);
  const number = parseNumber(match?.[1] ?? "");
  if (number === undefined) return doubt(`${quoted(text)} is not a frame rate.`);
  return inRange(match?.[2] === "i" ? number / 2 : number, text);
}

function inRange(fps: number, text: string): Parsed<number> {
  if (fps === 0) return undefined;
  const ntsc = (Math.ceil(fps) * 1000) / 1001;
  // 23.97 is 0.006 away from 24000/1001; recorders write it all the same.
  const rate = frameRateFromNumber(Math.abs(fps - ntsc) < 0.0075 ? ntsc : fps);
  return rate && fps <= FASTEST_FPS ? found(displayFps(rate)) : doubt(`${quoted(text)} is not a frame rate.`);
}
