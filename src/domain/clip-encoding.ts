// What a clip was recorded in, as its camera or its sheet says. Never guessed from the picture.
import { ENCODINGS, type LogEncoding, parseLogEncoding } from "./log-encoding.ts";

/** What was written down about one clip, as written; undefined where nothing is. */
export interface EncodingEvidence {
  /** The camera's own file beside the clip: `s-log3-cine`, `dlog_m`. */
  readonly sidecar?: string | undefined;
  /** The sheet's column: `LOG-C`, `LogC4`. */
  readonly sheet?: string | undefined;
  /** ffprobe's transfer. Cameras tag log pictures as BT.709, so that only HLG and PQ tell something. */
  readonly colorTransfer?: string | undefined;
}

export interface ClipEncoding {
  readonly encoding: LogEncoding;
  /** For messages: `the camera's sidecar`. */
  readonly source: string;
}

/** The first that names an encoding, most trusted first. */
export function encodingOfClip(evidence: EncodingEvidence): ClipEncoding | undefined {
  const tagged = evidence.colorTransfer === undefined ? undefined : parseLogEncoding(evidence.colorTransfer);
  const candidates: readonly (readonly [LogEncoding | undefined, string])[] = [
    [named(evidence.sidecar), "the camera's sidecar"],
    [named(evidence.sheet), "the sheet"],
    [tagged === "hlg" || tagged === "pq" ? tagged : undefined, "the file's colour tags"],
  ];
  const [encoding, source] = candidates.find(([id]) => id !== undefined) ?? [];
  return encoding === undefined || source === undefined ? undefined : { encoding, source };
}

function named(text: string | undefined): LogEncoding | undefined {
  return text === undefined ? undefined : parseLogEncoding(text);
}

/** Does the text name a curve for grading? Columns about the target speak of Rec.709 whatever was recorded. */
export function namesLog(text: string): boolean {
  const encoding = parseLogEncoding(text);
  return encoding !== undefined && ENCODINGS[encoding].isLog;
}
