// Says which tracks are heard in a made file, and which could not be.
import type { MediaFacts } from "../domain/media-facts.ts";
import type { AudioChoice } from "./choose-audio.ts";
import type { LtcChannel } from "./ltc/find-ltc.ts";
import type { MadeFile } from "./made-file.ts";

export function describeSound(
  facts: MediaFacts,
  choice: AudioChoice | undefined,
  ltc: readonly LtcChannel[] = [],
): Pick<MadeFile, "audioStreams" | "warnings"> {
  const audioStreams = choice?.streams.map((stream) => stream.streamIndex) ?? [];
  const isTimecode = ltc.map((each) => sayTimecode(facts, each));
  if (choice || facts.audio.length === 0 || ltc.length > 0) return { audioStreams, warnings: isTimecode };
  const codecs = new Set(facts.audio.map(({ codec }) => codec ?? "unknown"));
  return {
    audioStreams,
    warnings: [
      `The sound (${[...codecs].join(", ")}) cannot be decoded by this ffmpeg; the file made is silent.`,
    ],
  };
}

function sayTimecode({ audio }: MediaFacts, { streamIndex, channel, label }: LtcChannel): string {
  const track = audio.findIndex((each) => each.streamIndex === streamIndex);
  const isOnlyChannel = audio[track]?.channels === 1;
  const place = `Audio track ${track + 1}${isOnlyChannel ? "" : `, channel ${channel + 1},`}`;
  return `${place} holds timecode (${label ?? "as its name says"}); it is left out of the sound.`;
}
