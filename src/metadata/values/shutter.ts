// Shutter as an angle in degrees: given as an angle, as a share of a second, or as milliseconds.
import { isNullNumber } from "./null-words.ts";
import { DECIMAL, parseFraction, parseNumber, roundTo } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

/** What a number without a unit means in this column. */
export type ShutterUnit = "degrees" | "tenths" | "hundredths" | "fraction" | "milliseconds" | "seconds";

export interface ShutterOptions {
  /** Default `degrees`. */
  readonly unit?: ShutterUnit;
  /** Frames per second of the sensor, not of the project. Without it a time cannot become an angle. */
  readonly sensorFps?: number;
}

const DEGREES = new RegExp(`^(${DECIMAL})\\s?(?:°|º|∢|∡|∠|deg|degs|degree|degrees)$`, "i");
const MILLISECONDS = new RegExp(`^(${DECIMAL})\\s?(?:ms|msec)$`, "i");
const SECONDS = /^([\d.,/\s]{1,30}?)\s?(?:s|sec|secs|seconds)$/i;

/** `180.0°`, `180∢`, `172,8` → degrees; `1/48`, `20.0 ms`, `20000/1000000 s` → 360 × sensor rate × time. */
export function parseShutter(text: string, options: ShutterOptions = {}): Parsed<number> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy)) return undefined;
  if (/^off(?:\s?\/\s?360)?$/i.test(tidy)) return found(360);
  const degrees = parseNumber(DEGREES.exec(tidy)?.[1] ?? "");
  if (degrees !== undefined) return asAngle(degrees, text);
  const milliseconds = parseNumber(MILLISECONDS.exec(tidy)?.[1] ?? "");
  if (milliseconds !== undefined) return asTime(milliseconds / 1000, text, options);
  const secondsText = SECONDS.exec(tidy)?.[1];
  if (secondsText !== undefined) {
    return asTime(parseFraction(secondsText) ?? parseNumber(secondsText), text, options);
  }
  const fraction = parseFraction(tidy);
  // Canon writes the angle itself as a fraction, `18000/100`; nothing exposes a frame for a second and more.
  if (fraction !== undefined) return fraction > 1 ? asAngle(fraction, text) : asTime(fraction, text, options);
  const bare = parseNumber(tidy);
  return bare === undefined
    ? doubt(`${quoted(text)} is not a shutter.`)
    : BARE_NUMBERS[options.unit ?? "degrees"](bare, text, options);
}

type BareReader = (value: number, text: string, options: ShutterOptions) => Parsed<number>;

const BARE_NUMBERS: Readonly<Record<ShutterUnit, BareReader>> = {
  degrees: (value, text) =>
    value > 360 && value <= 3600
      ? found(
          roundTo(value / 10, 2),
          `Shutter ${quoted(text)} is read as tenths of a degree: ${value / 10}°.`,
        )
      : asAngle(value, text),
  tenths: (value, text) => asAngle(value > 360 ? value / 10 : value, text),
  hundredths: (value, text) => asAngle(value / 100, text),
  fraction: (value, text, options) =>
    value === 0 ? undefined : asTime(value < 1 ? value : 1 / value, text, options),
  milliseconds: (value, text, options) => asTime(value / 1000, text, options),
  seconds: (value, text, options) => (value > 1 ? asAngle(value, text) : asTime(value, text, options)),
};

function asTime(seconds: number | undefined, text: string, options: ShutterOptions): Parsed<number> {
  if (seconds === undefined) return doubt(`${quoted(text)} is not a shutter.`);
  if (options.sensorFps === undefined) {
    return seconds === 0
      ? undefined
      : doubt(`Shutter ${quoted(text)} is a time; the sensor's frame rate is needed to make it an angle.`);
  }
  return asAngle(360 * options.sensorFps * seconds, text);
}

function asAngle(degrees: number, text: string): Parsed<number> {
  if (degrees === 0) return undefined;
  // Half a degree over is rounding of the time: 1/24 s written as 42 ms.
  return degrees > 0 && degrees < 365
    ? found(Math.min(360, roundTo(degrees, 2)))
    : doubt(`Shutter ${quoted(text)} would be ${roundTo(degrees, 1)}°, which is not a shutter angle.`);
}
