// Are two values of a property the same, however a sheet, a file or a service spells them?
import { frameRateFromNumber } from "../domain/frame-rate.ts";
import type { MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import { sameRational } from "../domain/rational.ts";
import { sameTimecode } from "../domain/timecode.ts";

/** Below the third decimal lie only rounding and the service's number format. */
const NUMBER_TOLERANCE = 0.0006;

/** A value worth sending: not null, not empty, not NaN. */
export function hasValue(value: unknown): value is MetadataValue {
  if (typeof value === "string") return value.trim() !== "";
  return typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
}

/** 23.98 is 23.976, `01:00:00.00` is `01:00:00;00`, `2024-04-26` is `20240426`, NFC is NFD. */
export function sameValue(property: MetadataProperty, a: MetadataValue, b: MetadataValue): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (Math.abs(a - b) <= NUMBER_TOLERANCE) return true;
    return (property === "fps" || property === "sensorFps") && sameRate(a, b);
  }
  if (typeof a !== "string" || typeof b !== "string") return a === b;
  if (property === "timecode") return sameTimecode(a.trim(), b.trim());
  if (property === "date") return digits(a) === digits(b);
  return a.normalize("NFC").trim() === b.normalize("NFC").trim();
}

/** Two timecodes of the same digits: whether `;` or `:` stands before the frames is how they are written. */
export function sameLabel(a: MetadataValue, b: MetadataValue): boolean {
  const colons = (timecode: MetadataValue) => String(timecode).trim().replaceAll(/[;.]/g, ":");
  return sameTimecode(colons(a), colons(b));
}

function sameRate(a: number, b: number): boolean {
  const [left, right] = [frameRateFromNumber(a), frameRateFromNumber(b)];
  // A tenth of the distance between 23.976 and 24.
  return left !== undefined && right !== undefined && sameRational(left, right, 0.0001);
}

const digits = (date: string) => date.replaceAll(/\D/g, "");
