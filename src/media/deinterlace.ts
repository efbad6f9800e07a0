// Interlaced pictures are made whole before anything is scaled: afterwards the fields cannot be told apart.
import type { VideoFacts } from "../domain/media-facts.ts";

/** `tb` is stored top first but shown bottom first, `bt` the other way round (ffprobe's field_order). */
const FIELD_PARITY: Readonly<Record<string, "tff" | "bff">> = { tt: "tff", bt: "tff", bb: "bff", tb: "bff" };

/** One frame out for each frame in, so that the count and the timecode stay. */
export function deinterlace(video: Pick<VideoFacts, "fieldOrder">): readonly string[] {
  const parity = FIELD_PARITY[video.fieldOrder ?? ""];
  return parity ? [`yadif=mode=send_frame:parity=${parity}:deint=all`] : [];
}
