// One ffprobe sound stream made into facts.
import type { AudioFacts } from "../domain/media-facts.ts";
import type { FfprobeStream } from "./ffprobe-report.ts";

export function readAudioFacts(stream: FfprobeStream): AudioFacts {
  return {
    streamIndex: stream.index,
    codec: stream.codec_name,
    profile: stream.profile,
    channels: stream.channels ?? 0,
    sampleRate: stream.sample_rate,
    bitRate: stream.bit_rate,
    startSeconds: stream.start_time,
    durationSeconds: stream.duration,
    title: readTitle(stream),
  };
}

/** A handler's name is mostly the writing program's; only words of the sound department make it a track name. */
const TRACK_NAME = /\b(mix|boom|lav|iso|guide|track|tr\d)/i;

function readTitle(stream: FfprobeStream): string | undefined {
  const handler = stream.tags.get("handler_name");
  return (
    stream.tags.get("title") ??
    stream.tags.get("name") ??
    (handler !== undefined && TRACK_NAME.test(handler) ? handler : undefined)
  );
}
