// Linear timecode as Sony's XML writes it: frames, seconds, minutes, hours in BCD, with flag bits (SMPTE ST 12-1).
import { formatTimecode } from "../../domain/timecode.ts";

const DROP_FRAME_BIT = 0x40;

/** `19044716` → `16:47:04:19`; `40000000` → `00:00:00;00`, drop-frame. Undefined where it is no timecode. */
export function ltcTimecode(text: string): string | undefined {
  if (!/^[0-9A-F]{8}$/i.test(text)) return undefined;
  const byteAt = (at: number) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  const frames = fromBcd(byteAt(0) & 0x3f);
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
