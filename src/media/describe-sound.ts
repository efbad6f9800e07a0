// Says which tracks are heard in a made file, and which could not be.
import type { MediaFacts } from "../domain/media-facts.ts";
import type { AudioChoice } from "./choose-audio.ts";
import type { MadeFile } from "./made-file.ts";

export function describeSound(
  facts: MediaFacts,
  choice: AudioChoice | undefined,
): Pick<MadeFile, "audioStreams" | "warnings"> {
  const audioStreams = choice?.streams.map((stream) => stream.streamIndex) ?? [];
  if (choice || facts.audio.length === 0) return { audioStreams, warnings: [] };
  const codecs = new Set(facts.audio.map(({ codec }) => codec ?? "unknown"));
  return {
    audioStreams,
    warnings: [
      `The sound (${[...codecs].join(", ")}) cannot be decoded by this ffmpeg; the file made is silent.`,
    ],
  };
}
