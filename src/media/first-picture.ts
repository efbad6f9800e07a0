// When the first picture is shown that a decoder makes of a track: what comes before it has nothing to refer to.
import type { MediaTools } from "./find-media-tools.ts";
import { frameTimeReader } from "./frame-times.ts";
import { inputArguments } from "./input-arguments.ts";
import { keepTimesArguments } from "./output-arguments.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";

/** Decodes one picture. In seconds of the file's own clock; undefined where none comes out. */
export async function readFirstPicture(
  ffmpeg: MediaTools["ffmpeg"],
  place: StreamPlace,
): Promise<number | undefined> {
  const end = await runProgram({
    path: ffmpeg.path,
    args: [
      ...["-hide_banner", "-nostdin", "-nostats", "-v", "error", "-copyts"],
      ...inputArguments(place),
      // In a clock as fine as any container's.
      ...["-map", `0:${place.streamIndex}`, "-vf", "scale=16:16:flags=neighbor,format=gray,settb=1/90000"],
      ...["-frames:v", "1", ...keepTimesArguments(ffmpeg.capabilities)],
      ...["-enc_time_base", "1:90000", "-f", "framecrc", "pipe:1"],
    ],
    signal: place.signal,
    timeoutMs: 60_000,
  });
  const readTime = frameTimeReader();
  const times = end.stdout.split(/\r?\n/).flatMap((line) => readTime(line) ?? []);
  return times[0];
}
