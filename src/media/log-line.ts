// What ffmpeg writes to stderr, line by line: errors, and of its warnings only the mark on a picture that did not decode.

/**
 * Some decoders (ProRes) say nothing of a damaged picture, but mark it; ffmpeg tells of the mark in a warning. With the
 * level in every line the other warnings can be left out.
 */
export const LOG_LEVEL = "level+warning";

/** `[h264 @ 0x55] [error] text`; newer builds name two speakers. */
const LEVELLED = /^((?:\[[^\]]*\] )*?)\[(warning|error|fatal|panic)\] (.*)$/;

/** With the number of the stream, or, in newer builds, with the speaker in front of it. */
const MARK = /corrupt decoded frame(?: in stream (\d+))?$/;

/**
 * The line as ffmpeg writes it without levels, without the file's name in front of a mark; undefined for a warning that
 * tells nothing of a picture.
 */
export function readLogLine(line: string): string | undefined {
  const [, speakers = "", level, text = ""] = LEVELLED.exec(line) ?? [];
  if (level === undefined) return line;
  if (level !== "warning") return `${speakers}${text}`;
  if (isOfPacket(text)) return `${speakers}${text}`;
  const mark = MARK.exec(text)?.[0];
  return mark === undefined ? undefined : `${speakers}${mark}`;
}

/** A picture that its decoder has marked as damaged; of which stream, where the line says it. */
export function readMark(line: string): { readonly streamIndex: number | undefined } | undefined {
  const match = MARK.exec(line);
  return match ? { streamIndex: match[1] === undefined ? undefined : Number(match[1]) } : undefined;
}

/**
 * The demuxer's mark on a packet, which its decoder hands on to the picture: in an MPEG transport stream it only says
 * that two recordings were joined there.
 */
export function isOfPacket(line: string): boolean {
  return /corrupt input packet/i.test(line);
}
