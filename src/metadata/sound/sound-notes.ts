// What a sound recorder says of a take, whichever chunk it says it in.

/**
 * As written; undefined where a chunk does not say. Names of tracks are never among it: they are the names of people
 * and of where they wear a microphone.
 */
export interface SoundNotes {
  readonly scene?: string | undefined;
  readonly take?: string | undefined;
  readonly note?: string | undefined;
  readonly circled?: boolean | undefined;
  /** `yyyy-mm-dd`, with whatever separators. */
  readonly date?: string | undefined;
  /** Frame rate of the timecode: `24000/1001`, `023.976-ND`, `25.000ND`. */
  readonly rate?: string | undefined;
  readonly dropFrame?: boolean | undefined;
  /** Samples since midnight. */
  readonly timeReference?: number | undefined;
}

/** `TRUE`, `false`; undefined for empty and for anything else. */
export function readTruth(text: string | undefined): boolean | undefined {
  const word = (text ?? "").trim().toUpperCase();
  if (word === "TRUE") return true;
  return word === "FALSE" ? false : undefined;
}
