// What the clip's name and its file tell about it, as properties.
import type { FoundClip } from "../domain/clip.ts";
import { displayFps, type FrameRate } from "../domain/frame-rate.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import { chooseProxyRate } from "../domain/proxy-rate.ts";
import { writableTimecode } from "../domain/proxy-timecode.ts";
import { shootDay } from "../domain/shoot-day.ts";
import { formatTimecode, parseTimecode } from "../domain/timecode.ts";

/** Camera letter, roll and date, as far as the name and the folder hold them. */
export function nameToMetadata(clip: Pick<FoundClip, "camera" | "roll" | "date">): ClipMetadata {
  return {
    ...(clip.camera !== undefined && { camera: clip.camera }),
    ...(clip.roll !== undefined && { reelName: clip.roll }),
    ...(clip.date !== undefined && { date: clip.date }),
  };
}

/**
 * The name's, overridden by what the file itself says: start timecode, frame rate, reel; the day of the recording only
 * where the name has none and the file tells the time of the place. Rate and label are those of the file that goes up, also where `facts` are the source's.
 * Without duration, size and path (units undocumented, or private to the set) and without positions.
 */
export function factsToMetadata(
  facts: MediaFacts,
  clip: Pick<FoundClip, "camera" | "roll" | "date">,
): ClipMetadata {
  const rate = facts.video && chooseProxyRate(facts.video);
  const timecode = timecodeOf(facts.timecode, rate);
  const reelName = facts.reelName?.trim();
  const date = shootDay({ inName: clip.date, recorded: facts.recordedDate, zone: facts.recordedZone });
  return {
    ...nameToMetadata(clip),
    ...(timecode !== undefined && { timecode }),
    ...(rate && { fps: displayFps(rate) }),
    ...(reelName && { reelName }),
    ...(date !== undefined && { date }),
  };
}

/** As a file of this rate can carry it; where no rate is known, as it is written. */
function timecodeOf(text: string | undefined, rate: FrameRate | undefined): string | undefined {
  if (rate) return writableTimecode(text, rate);
  const timecode = parseTimecode(text);
  return timecode && formatTimecode(timecode);
}
