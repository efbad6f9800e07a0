// The Broadcast Wave extension (`bext`, EBU Tech 3285): start time, day, and what recorders write into the description.
import { chunkText } from "./chunk-text.ts";
import { readTruth, type SoundNotes } from "./sound-notes.ts";

const DESCRIPTION_BYTES = 256;
const DATE_AT = 320;
const DATE_BYTES = 10;
const TIME_REFERENCE_AT = 338;
const TIME_REFERENCE_BYTES = 8;

/**
 * A letter tells the recorder (`s` Sound Devices, `g` Metacorder, `z` Zaxcom, `a`, `d` others; none: Zoom). Tracks,
 * file name, tape and project stand there as well and are not read.
 */
const LINE = /^[a-z]?(SCENE|TAKE|NOTE|SPEED|CIRCLED)=(.*)$/;

/** `029.970-DF`, not `023.976-ND`, `25.000NDF`. */
const DROP_FRAME = /[^N]DF?$/i;

/** `{}` where the chunk is too short to hold anything. Throws nothing. */
export function readBext(bytes: Buffer): SoundNotes {
  const description = bytes.subarray(0, DESCRIPTION_BYTES);
  const fields = new Map<string, string>();
  const lines = chunkText(description).split(/[\r\n]+/);
  // A description that fills its 256 bytes may break off within a value.
  const isFull = description.length === DESCRIPTION_BYTES && !description.includes(0);
  for (const line of isFull ? lines.slice(0, -1) : lines) {
    const [, key = "", value = ""] = LINE.exec(line.trim()) ?? [];
    if (value.trim() !== "" && !fields.has(key)) fields.set(key, value.trim());
  }
  const rate = fields.get("SPEED");
  const hasTime = bytes.length >= TIME_REFERENCE_AT + TIME_REFERENCE_BYTES;
  const timeReference = hasTime ? Number(bytes.readBigUInt64LE(TIME_REFERENCE_AT)) : undefined;
  return {
    scene: fields.get("SCENE"),
    take: fields.get("TAKE"),
    note: fields.get("NOTE"),
    circled: readTruth(fields.get("CIRCLED")),
    date: chunkText(bytes.subarray(DATE_AT, DATE_AT + DATE_BYTES)).trim() || undefined,
    rate,
    dropFrame: rate === undefined ? undefined : DROP_FRAME.test(rate),
    timeReference,
  };
}
