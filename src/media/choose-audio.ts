// Which of many tracks is heard in the proxy: the mix, or the first two, made into one stereo track.
import type { AudioFacts } from "../domain/media-facts.ts";
import type { LtcChannel } from "./ltc/find-ltc.ts";

export interface AudioChoice {
  /** One stream, or two mono ones that become left and right. */
  readonly streams: readonly AudioFacts[];
  /**
   * `mono` doubles one channel; `pair` takes channels 1 and 2 as they are; `downmix` folds a surround layout.
   */
  readonly mode: "mono" | "pair" | "downmix";
  /** Of `mono`: the channel that is heard, from 0. */
  readonly channel?: number;
}

const MIX = /\bmix(ed|down)?\b/i;

/** Layouts that these codecs carry are real surround mixes; in PCM more channels are separate microphones. */
const SURROUND_CODECS = new Set(["aac", "ac3", "eac3"]);

/**
 * Undefined for a take without sound (MOS). Tracks that cannot be decoded (Apple's spatial APAC) are passed over,
 * and so is timecode. Recorders put their mix on tracks 1 and 2 where they do not name it.
 */
export function chooseAudio(
  audio: readonly AudioFacts[],
  canDecode: (codec: string) => boolean,
  ltc: readonly LtcChannel[] = [],
): AudioChoice | undefined {
  const usable = audio.filter(
    ({ codec, channels }) => codec !== undefined && channels > 0 && canDecode(codec),
  );
  const voices = usable.filter((track) => voicesOf(track, ltc).length > 0);
  const mixes = voices.filter((track) => MIX.test(track.title ?? ""));
  return chooseFrom(mixes, ltc) ?? chooseFrom(voices, ltc);
}

/** Channels of a track that hold no timecode. */
function voicesOf({ streamIndex, channels }: AudioFacts, ltc: readonly LtcChannel[]): readonly number[] {
  return Array.from({ length: channels }, (_, channel) => channel).filter(
    (channel) => !ltc.some((each) => each.streamIndex === streamIndex && each.channel === channel),
  );
}

function chooseFrom(tracks: readonly AudioFacts[], ltc: readonly LtcChannel[]): AudioChoice | undefined {
  const [first] = tracks;
  if (!first) return undefined;
  if (first.channels > 1) {
    const [left = 0, right] = voicesOf(first, ltc);
    if (left !== 0 || right !== 1) return { streams: [first], mode: "mono", channel: left };
    const isSurround = first.channels > 2 && SURROUND_CODECS.has(first.codec ?? "");
    return { streams: [first], mode: isSurround ? "downmix" : "pair" };
  }
  const pair = tracks.filter((track) => track.channels === 1).slice(0, 2);
  return pair.length === 2 ? { streams: leftFirst(pair), mode: "pair" } : { streams: [first], mode: "mono" };
}

function leftFirst(pair: readonly AudioFacts[]): readonly AudioFacts[] {
  const isRight = (track: AudioFacts | undefined) => /\b(r|right)\s*$/i.test(track?.title ?? "");
  return isRight(pair[0]) && !isRight(pair[1]) ? [...pair].reverse() : pair;
}
