// Decodes the first and the last two seconds: a file cut short or damaged in copy passes ffprobe but not this.
import { inputArguments } from "./input-arguments.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";

const SECONDS = 2;

/** What the null muxer says about times is no fault of the picture. */
const HARMLESS = /non.?monoton|timestamps are unset|Past duration/i;

/** A decoder set down between two keyframes misses what it never saw; that is the seek, not the file. */
const FROM_SEEKING =
  /co located POCs|mmco: unref|number of reference frames|reference picture missing|missing reference|could not find ref|illegal short term buffer|reference count overflow|first frame is no keyframe|RPS/i;

/** Lines of complaint, each once; empty when both ends decode. */
export async function decodeEnds(
  ffmpegPath: string,
  place: StreamPlace,
  durationSeconds: number | undefined,
): Promise<readonly string[]> {
  const head = await decode(ffmpegPath, place, []);
  if (durationSeconds === undefined || durationSeconds <= SECONDS) return [...new Set(head)];
  const tail = await decode(ffmpegPath, place, ["-ss", (durationSeconds - SECONDS).toFixed(3)]);
  return [...new Set([...head, ...tail.filter((line) => !FROM_SEEKING.test(line))])];
}

async function decode(
  ffmpegPath: string,
  place: StreamPlace,
  seek: readonly string[],
): Promise<readonly string[]> {
  const end = await runProgram({
    path: ffmpegPath,
    args: [
      ...["-hide_banner", "-nostdin", "-nostats", "-v", "error"],
      ...seek,
      ...inputArguments(place),
      ...["-map", `0:${place.streamIndex}`, "-t", String(SECONDS), "-f", "null", "-"],
    ],
    signal: place.signal,
    timeoutMs: 180_000,
  });
  const lines = end.stderrLines.filter((line) => !HARMLESS.test(line)).map(withoutAddress);
  if (end.ending === "exited" && end.exitCode === 0) return lines;
  return lines.length > 0 ? lines : [`decoding ended with ${end.exitCode ?? end.ending}`];
}

/** `[h264 @ 0x55d0c8]` differs from run to run. */
function withoutAddress(line: string): string {
  return line.replace(/ @ 0x[0-9a-f]+\]/g, "]");
}
