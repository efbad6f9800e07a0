// What a track is called (`udta/name`, `hdlr`): ffprobe passes the first over, and old ones read the wrong handler.
import { findBox } from "./boxes.ts";

/** A handler's name is mostly the writing program's; only words of the sound department make it a track name. */
const SOUND_WORDS = /\b(mix|boom|lav|iso|guide|track|tr\d)/i;

export function readTrackName(trak: Buffer): string | undefined {
  const given = readText(findBox(trak, "udta", "name"));
  if (given !== undefined) return given;
  const handler = findBox(trak, "mdia", "hdlr")?.subarray(24);
  const name = readText(handler);
  return name !== undefined && SOUND_WORDS.test(name) ? name : undefined;
}

/** QuickTime counts the letters in front, ISO ends with a zero; both are taken. */
function readText(bytes: Buffer | undefined): string | undefined {
  if (!bytes || bytes.length === 0) return undefined;
  const counted = bytes[0] === bytes.length - 1 ? bytes.subarray(1) : bytes;
  const text = counted.toString("utf8").split("\0", 1)[0]?.trim();
  return text === "" ? undefined : text;
}
