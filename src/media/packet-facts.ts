// Frame count, evenness and keyframes of a fragmented file, read off its packets: its index has none of them.
import { inputArguments } from "./input-arguments.ts";
import { PROBE_MEMORY_BYTES } from "./program-limits.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";
import type { PacketTiming } from "./video-facts.ts";

interface Packet {
  readonly time: number;
  readonly isKey: boolean;
}

/** Two hours at 60 fps are 10 MB of lines; whatever has more is no take. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Reads the whole file but decodes nothing. Undefined when it takes too long or is too much. */
export async function readPacketFacts(
  ffprobePath: string,
  place: StreamPlace,
): Promise<PacketTiming | undefined> {
  const end = await runProgram({
    path: ffprobePath,
    args: [
      ...["-v", "error", "-select_streams", String(place.streamIndex)],
      ...["-show_entries", "packet=pts_time,dts_time,flags", "-of", "compact=p=0"],
      ...inputArguments(place),
    ],
    signal: place.signal,
    stallMs: 30_000,
    maxStdoutBytes: MAX_BYTES,
    maxMemoryBytes: PROBE_MEMORY_BYTES,
  });
  return end.ending === "exited" && end.exitCode === 0 ? timingOf(end.stdout) : undefined;
}

/** Pure: lines such as `pts_time=0.040000|dts_time=0.000000|flags=K_`. */
export function timingOf(lines: string): PacketTiming {
  const packets = lines
    .split(/\r?\n/)
    .flatMap((line) => readPacket(line) ?? [])
    .sort((a, b) => a.time - b.time);
  const [first] = packets;
  const last = packets.at(-1);
  if (!first || !last) return NO_PACKETS;
  const step = packets.length > 1 ? (last.time - first.time) / (packets.length - 1) : 0;
  const slack = Math.max(0.0011, step * 0.02);
  const isEven = packets.every(({ time }, index) => Math.abs(time - first.time - index * step) <= slack);
  const keys = packets.filter((packet) => packet.isKey).map((packet) => packet.time);
  const marks = [first.time, ...keys, last.time + step];
  const gaps = marks.slice(1).map((time, index) => time - (marks[index] ?? time));
  return {
    frameCount: packets.length,
    durationSeconds: last.time - first.time + step,
    isConstantRate: packets.length > 1 ? isEven : undefined,
    maxKeyframeDistanceSeconds: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    startsWithKeyframe: first.isKey,
  };
}

const NO_PACKETS: PacketTiming = {
  frameCount: 0,
  durationSeconds: undefined,
  isConstantRate: undefined,
  maxKeyframeDistanceSeconds: undefined,
  startsWithKeyframe: undefined,
};

function readPacket(line: string): Packet | undefined {
  const time = /\bpts_time=(-?[\d.]+)/.exec(line)?.[1] ?? /\bdts_time=(-?[\d.]+)/.exec(line)?.[1];
  return time === undefined ? undefined : { time: Number(time), isKey: /\bflags=K/.test(line) };
}
