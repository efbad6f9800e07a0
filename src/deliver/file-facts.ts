// What a video file tells of its clip, for records, for metadata, and to tell one clip from another.
import type { FoundClip } from "../domain/clip.ts";
import { displayFps } from "../domain/frame-rate.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import { chooseProxyRate } from "../domain/proxy-rate.ts";
import { writableTimecode } from "../domain/proxy-timecode.ts";
import type { SentFacts } from "../ledger/record.ts";
import { factsToMetadata } from "../metadata/clip-facts.ts";
import type { PictureFacts } from "../plan/clash.ts";

export function fileFacts(media: MediaFacts, clip: FoundClip): SentFacts {
  const seconds = secondsOf(media);
  return { facts: factsToMetadata(media, clip), ...(seconds !== undefined && { seconds }) };
}

export function pictureFacts(media: MediaFacts): PictureFacts {
  const rate = media.video && chooseProxyRate(media.video);
  return {
    timecode: rate ? writableTimecode(media.timecode, rate) : media.timecode,
    fps: rate && displayFps(rate),
    seconds: secondsOf(media),
  };
}

function secondsOf({ video, container }: MediaFacts): number | undefined {
  return video?.durationSeconds ?? container.durationSeconds;
}
