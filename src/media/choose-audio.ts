// Which of many tracks is heard in the proxy: the mix, or the first two, made into one stereo track.
import type { AudioFacts } from "../domain/media-facts.ts";

export interface AudioChoice {
  /** One stream, or two mono ones that become left and right. */
  readonly streams: readonly AudioFacts[];
  /** `mono` is doubled; `pair` takes channels 1 and 2 as they are; `downmix` folds a surround layout. */
  readonly mode: "mono" | "pair" | "downmix";
}

const MIX = /\bmix(ed|down)?\b/i;

/** Layouts that these codecs carry are real surround mixes; in PCM more channels are separate microphones. */
const SURROUND_CODECS = new Set(["aac", "ac3", "eac3"]);

/**
 * Undefined for a take without sound (MOS). Tracks that cannot be decoded (Apple's spatial APAC) are passed over.
 * Recorders put their mix on tracks 1 and 2 where they do not name it.
 */
export function chooseAudio(
  audio: readonly AudioFacts[],
  canDecode: (codec: string) => boolean,
): AudioChoice | undefined {
  const usable = audio.filter(
    ({ codec, channels }) => codec !== undefined && channels > 0 && canDecode(codec),
  );
  const mixes = usable.filter((track) => MIX.test(track.title ?? ""));
  return chooseFrom(mixes) ?? chooseFrom(usable);
}

function chooseFrom(tracks: readonly AudioFacts[]): AudioChoice | undefined {
  const [first] = tracks;
  if (!first) return undefined;
  if (first.channels > 1) {
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
