// Frame count, evenness and keyframes of a fragmented file, read off its packets: its index has none of them.
import { type ContainerKind, inputArguments } from "./input-arguments.ts";
import { runProgram } from "./run-program.ts";
import type { PacketTiming } from "./video-facts.ts";

export interface PacketCall {
  readonly ffprobePath: string;
  readonly path: string;
  readonly kind: ContainerKind;
  readonly streamIndex: number;
  readonly signal?: AbortSignal | undefined;
}

interface Packet {
  readonly time: number;
  readonly isKey: boolean;
}

/** Two hours at 60 fps are 10 MB of lines; whatever has more is no take. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Reads the whole file but decodes nothing. Undefined when it takes too long or too much. */
export async function readPacketFacts(call: PacketCall): Promise<PacketTiming | undefined> {
  const end = await runProgram({
    path: call.ffprobePath,
    args: [
      ...["-v", "error", "-select_streams", String(call.streamIndex)],
      ...["-show_entries", "packet=pts_time,dts_time,flags", "-of", "compact=p=0"],
      ...inputArguments(call.path, call.kind),
    ],
    signal: call.signal,
    stallMs: 30_000,
    maxStdoutBytes: MAX_BYTES,
  });
  return end.ending === "exited" && end.exitCode === 0 ? timingOf(end.stdout) : undefined;
}

/** Pure: lines such as `pts_time=0.040000|dts_time=0.000000|flags=K_`. */
export function timingOf(lines: string): PacketTiming | undefined {
  const packets = lines
    .split(/\r?\n/)
    .flatMap((line) => readPacket(line) ?? [])
    .sort((a, b) => a.time - b.time);
  const [first] = packets;
  const last = packets.at(-1);
  if (!first || !last) return undefined;
  const step = packets.length > 1 ? (last.time - first.time) / (packets.length - 1) : 0;
  const slack = Math.max(0.0011, step * 0.02);
  const keys = packets.filter((packet) => packet.isKey).map((packet) => packet.time);
  const marks = [...keys, last.time + step];
  const gaps = marks.map((time, index) => time - (index === 0 ? first.time : (marks[index - 1] ?? 0)));
  return {
    frameCount: packets.length,
    durationSeconds: last.time - first.time + step,
    isConstantRate:
      packets.length > 1
        ? packets.every((packet, index) => Math.abs(packet.time - first.time - index * step) <= slack)
        : undefined,
    maxKeyframeDistanceSeconds: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    startsWithKeyframe: first.isKey,
  };
}

function readPacket(line: string): Packet | undefined {
  const time = /\bpts_time=(-?[\d.]+)/.exec(line)?.[1] ?? /\bdts_time=(-?[\d.]+)/.exec(line)?.[1];
  return time === undefined ? undefined : { time: Number(time), isKey: /\bflags=K/.test(line) };
}
