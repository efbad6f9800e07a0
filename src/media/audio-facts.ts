// One ffprobe sound stream made into facts; the track's name comes from the file's own index.
import type { AudioFacts } from "../domain/media-facts.ts";
import type { FfprobeStream } from "./ffprobe-report.ts";

export function readAudioFacts(stream: FfprobeStream, trackName: string | undefined): AudioFacts {
  return {
    streamIndex: stream.index,
    codec: stream.codec_name,
    profile: stream.profile,
    channels: stream.channels ?? 0,
    sampleRate: stream.sample_rate,
    bitRate: stream.bit_rate,
    startSeconds: stream.start_time,
    durationSeconds: stream.duration,
    title: stream.tags.get("title") ?? stream.tags.get("name") ?? trackName,
  };
}
