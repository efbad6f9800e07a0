// What the decoder says against the source while it is rendered.
import type { VideoFacts } from "../../domain/media-facts.ts";
import { isOfDecoder } from "../decode-stretch.ts";
import { isOfPacket, readMark } from "../log-line.ts";
import { withoutAddress } from "../without-address.ts";

export interface DecoderListener {
  /** Takes every line that ffmpeg writes to stderr. */
  readonly hear: (line: string) => void;
  /** Each once, without what differs from run to run, and no more than anyone would read. */
  readonly complaints: () => readonly string[];
}

const MAX_COMPLAINTS = 50;

/**
 * A render begins at the start: what is said there of a film that begins between two keyframes proves nothing, so such
 * a one is not listened to. `encoder`: ffmpeg's name of what writes, which speaks in the same stream.
 */
export function listenToDecoder(
  { codec, streamIndex, startsWithKeyframe }: VideoFacts,
  encoder: string,
): DecoderListener {
  const heard = new Set<string>();
  let hasJoints = false;
  const isOfOthers = (line: string) =>
    line.startsWith(`[${encoder} `) ||
    (readMark(line)?.streamIndex ?? streamIndex) !== streamIndex ||
    (line.startsWith("Error while decoding stream #") &&
      !line.startsWith(`Error while decoding stream #0:${streamIndex}:`));
  return {
    hear: (line) => {
      hasJoints ||= isOfPacket(line);
      if (startsWithKeyframe === false || heard.size >= MAX_COMPLAINTS) return;
      if (isOfDecoder(line, codec) && !isOfOthers(line)) heard.add(withoutAddress(line));
    },
    complaints: () => [...heard].filter((line) => !hasJoints || readMark(line) === undefined),
  };
}
