// Linear timecode as Sony's XML writes it: frames, seconds, minutes, hours in BCD, with flag bits (SMPTE ST 12-1).
import { formatTimecode } from "../../domain/timecode.ts";

const DROP_FRAME_BIT = 0x40;

/**
 * `19044716` → `16:47:04:19`; `40000000` → `00:00:00;00`, drop-frame. Undefined where it is no timecode.
 * @param isHalfStep `halfStep` of the table: at 50p and 59.94p linear timecode counts pairs of frames, because its
 * frame number ends at 29 (SMPTE ST 12-1, 9.2); the first of a pair has twice the number.
 */
export function ltcTimecode(text: string, isHalfStep = false): string | undefined {
  if (!/^[0-9A-F]{8}$/i.test(text)) return undefined;
  const byteAt = (at: number) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  const pairs = fromBcd(byteAt(0) & 0x3f);
  const frames = pairs === undefined || !isHalfStep ? pairs : pairs * 2;
  const seconds = fromBcd(byteAt(1) & 0x7f);
  const minutes = fromBcd(byteAt(2) & 0x7f);
  const hours = fromBcd(byteAt(3) & 0x3f);
  if (frames === undefined || seconds === undefined || minutes === undefined || hours === undefined)
    return undefined;
  if (seconds > 59 || minutes > 59 || hours > 23) return undefined;
  return formatTimecode({ hours, minutes, seconds, frames, dropFrame: (byteAt(0) & DROP_FRAME_BIT) !== 0 });
}

/** Undefined where a half-byte is no decimal digit. */
function fromBcd(byte: number): number | undefined {
  const [tens, ones] = [byte >> 4, byte & 0x0f];
  return tens > 9 || ones > 9 ? undefined : tens * 10 + ones;
}
