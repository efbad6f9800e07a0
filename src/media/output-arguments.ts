// What every MP4 that is written here has in common: what stays, the label, the tags, the layout.
import { LOG_LEVEL } from "./log-line.ts";
import type { Capabilities } from "./read-capabilities.ts";

/**
 * No metadata of the source is taken over: phones write the place of the recording and names of people. The start
 * label (as `writableTimecode` gives it) is said again. No chapters; the index comes first. The reel is left out:
 * ffmpeg writes it into QuickTime files only.
 */
export function movieArguments(timecode: string | undefined): readonly string[] {
  return [
    ...["-map_metadata", "-1", "-map_chapters", "-1"],
    ...(timecode === undefined ? ["-write_tmcd", "0"] : ["-timecode", timecode]),
    // Builds before 4.3 write the colr box only when told to.
    ...["-movflags", "+faststart+write_colr", "-max_muxing_queue_size", "4096", "-f", "mp4"],
  ];
}

export const BT709_TAGS: readonly string[] = [
  ...["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"],
];

/**
 * The filters have put every frame in its place; ffmpeg's own constant-rate mode would do it again, and builds of
 * 2018 then double frames at the start. `-vsync` was the only spelling before 5.1 and is gone from later ones.
 */
export function keepTimesArguments({ options }: Capabilities): readonly string[] {
  return options.has("fps_mode") ? ["-fps_mode", "passthrough"] : ["-vsync", "passthrough"];
}

/** In front of everything: no questions, errors and marks on stderr (see `readLogLine`), progress on stdout. */
export const QUIET_WITH_PROGRESS: readonly string[] = [
  ...["-hide_banner", "-nostdin", "-nostats", "-v", LOG_LEVEL, "-progress", "pipe:1", "-y"],
];
