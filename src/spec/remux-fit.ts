// What a remux can do for a file without harm.
import type { AudioFacts, MediaFacts, VideoFacts } from "../domain/media-facts.ts";

/** Codecs that have a registered sample entry in MP4 (mp4ra.org) and that FFmpeg's mp4 muxer copies. */
const MP4_VIDEO_CODECS: ReadonlySet<string> = new Set(["h264", "hevc", "av1", "vp9", "mpeg4"]);
const MP4_AUDIO_CODECS: ReadonlySet<string> = new Set(["aac", "mp3", "ac3", "eac3", "alac", "opus"]);

/** MP4 holds every stream as it is, and the one sound track that a remux keeps is all there is to hear. */
export function isRemuxable({ video, audio }: MediaFacts): boolean {
  const isVideoFine = video?.codec !== undefined && MP4_VIDEO_CODECS.has(video.codec) && isCopyable(video);
  const isAudioFine = audio.every(({ codec }) => codec !== undefined && MP4_AUDIO_CODECS.has(codec));
  return isVideoFine && isAudioFine && isOneTrackEnough(audio);
}

/**
 * Does a copy of the coded pictures show what the file shows? ffmpeg takes over an edit list only in part: its end and
 * its middle are lost, and what was cut away is there again.
 */
function isCopyable({ hidesPictures, isFieldCoded }: VideoFacts): boolean {
  return hidesPictures !== true && isFieldCoded !== true;
}

/** Two mono tracks are the two sides of a pair, which only an encode brings together. */
export function isOneTrackEnough(audio: readonly AudioFacts[]): boolean {
  return audio.length < 2 || (audio[0]?.channels ?? 0) >= 2;
}
