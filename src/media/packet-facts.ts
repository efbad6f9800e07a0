// Frame count, evenness and keyframes read off a file's packets: where no index tells them, or not what is shown.
import { type ContainerKind, inputArguments } from "./input-arguments.ts";
import { PROBE_MEMORY_BYTES } from "./program-limits.ts";
import { readEntry, readNumberEntry } from "./read-entry.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";
import type { PacketTiming } from "./video-facts.ts";

interface Packet {
  /** When it is shown; of some containers only when it is decoded. Undefined where neither is told. */
  readonly time: number | undefined;
  readonly isKey: boolean;
  /** Decoded for the sake of others, but not shown: an edit list says so. */
  readonly isHidden: boolean;
}

/** Two hours at 60 fps are 10 MB of lines; whatever has more is no take. */
const MAX_BYTES = 32 * 1024 * 1024;

export interface PacketQuestions {
  /** Of a picture coded as two fields, which are two packets: the time from one to the next. */
  readonly pictureSeconds: number | undefined;
  /** When the first picture is shown that comes out of the decoder; asked where packets alone do not tell. */
  readonly firstPicture: () => Promise<number | undefined>;
}

/** Reads the whole file but decodes nothing. Undefined when it takes too long or is too much. */
export async function readPacketFacts(
  ffprobePath: string,
  place: StreamPlace,
  { pictureSeconds, firstPicture }: PacketQuestions,
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
  if (end.ending !== "exited" || end.exitCode !== 0) return undefined;
  const read = (first?: number) => timingOf(end.stdout, pictureSeconds, first, place.kind);
  const timing = read();
  return timing.isOpen ? read(await firstPicture()) : timing;
}

/** Pure: lines such as `pts_time=0.040000|dts_time=0.000000|flags=K_`, in the order of the file. */
export function timingOf(
  lines: string,
  pictureSeconds?: number,
  firstPicture?: number,
  kind: ContainerKind = "other",
): PacketTiming & { readonly isOpen: boolean } {
  const packets = readPackets(lines, kind);
  const firstKey = packets.findIndex(({ isKey }) => isKey);
  // What comes before the first keyframe no decoder can show.
  const decodable = packets.slice(Math.max(0, firstKey));
  const shown = onePerPicture(
    decodable.filter(({ isHidden }) => !isHidden),
    pictureSeconds,
  );
  const times = shown.flatMap(({ time }) => time ?? []).sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  const isHidden = packets.some((packet) => packet.isHidden);
  if (first === undefined || last === undefined)
    return { ...NOT_KNOWN, frameCount: shown.length, isOpen: false };
  const step = times.length > 1 ? (last - first) / (times.length - 1) : 0;
  const slack = Math.max(MILLISECOND, step * 0.02);
  const isEven = times.every((time, index) => Math.abs(time - first - index * step) <= slack);
  const isAllTimed = times.length === shown.length;
  const end = last + step;
  const keys = packets.flatMap(({ isKey, time }) => (isKey ? (time ?? []) : [])).sort((a, b) => a - b);
  const marks = [Math.min(first, keys[0] ?? first), ...keys, end];
  const gaps = marks.slice(1).map((time, index) => time - (marks[index] ?? time));
  // Pictures of which it is not known whether the decoder gets what it needs for them: shown before their keyframe.
  const isOpen = firstKey > 0 || (!isHidden && keys[0] !== undefined && first < keys[0] - MILLISECOND);
  const lead = firstPicture === undefined ? undefined : Math.max(0, firstPicture - first);
  return {
    isOpen,
    ...(isOpen && { startSeconds: first, ...(lead !== undefined && { undecodableLeadSeconds: lead }) }),
    frameCount: isOpen && lead === undefined ? undefined : shown.length,
    durationSeconds: step > 0 ? end - first : undefined,
    isConstantRate: times.length > 1 && isAllTimed ? isEven : undefined,
    frameSeconds: isEven && step > 0 ? { step, slack: slack / (times.length - 1) } : undefined,
    maxKeyframeDistanceSeconds: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
    startsWithKeyframe: firstKey === 0,
    hidesPictures: isHidden,
  };
}

/** As finely as Matroska and WebM can say a time, and a little more for the rounding of ffprobe. */
const MILLISECOND = 0.0011;

const NOT_KNOWN: PacketTiming = {
  frameCount: undefined,
  durationSeconds: undefined,
  isConstantRate: undefined,
  frameSeconds: undefined,
  maxKeyframeDistanceSeconds: undefined,
  startsWithKeyframe: undefined,
  hidesPictures: false,
};

/** Of the two fields of a picture the first stands for it; pictures that are coded whole lie among them. */
function onePerPicture(packets: readonly Packet[], pictureSeconds: number | undefined): readonly Packet[] {
  if (pictureSeconds === undefined) return packets;
  const timed = packets.flatMap((packet) =>
    packet.time === undefined ? [] : { ...packet, time: packet.time },
  );
  const sorted = timed.sort((a, b) => a.time - b.time);
  const start = sorted[0]?.time ?? 0;
  const slots = new Map<number, Packet>();
  for (const packet of sorted) {
    const slot = Math.floor((packet.time - start) / pictureSeconds + 0.25);
    if (!slots.has(slot)) slots.set(slot, packet);
  }
  return [...slots.values()];
}

/** ffmpeg's own measure of a clock that was set back. */
const SET_BACK_SECONDS = 0.1;

/**
 * Recordings that were joined byte by byte begin to count anew at the joint; ffmpeg lets the second go on where the first
 * ends, and so do these times.
 */
function goOnAtJoints(found: readonly TimedPacket[]): readonly TimedPacket[] {
  let [offset, latest, step] = [0, Number.NEGATIVE_INFINITY, 0];
  return found.map((packet) => {
    if (packet.dts !== undefined) {
      if (packet.dts + offset + SET_BACK_SECONDS < latest) offset = latest + step - packet.dts;
      const time = packet.dts + offset;
      if (time > latest) [step, latest] = [Number.isFinite(latest) ? time - latest : 0, time];
    }
    const moved = (time: number | undefined) => (time === undefined ? undefined : time + offset);
    return { ...packet, pts: moved(packet.pts), dts: moved(packet.dts) };
  });
}

interface TimedPacket {
  readonly pts: number | undefined;
  readonly dts: number | undefined;
  readonly flags: string;
}

/** Times of one kind only: those of showing, or where half of the packets lack them those of decoding. */
function readPackets(lines: string, kind: ContainerKind): readonly Packet[] {
  const found = lines.split(/\r?\n/).flatMap((line) => {
    const flags = readEntry(line, "flags");
    if (flags === undefined) return [];
    return { pts: readNumberEntry(line, "pts_time"), dts: readNumberEntry(line, "dts_time"), flags };
  });
  const isShowing = found.filter(({ pts }) => pts !== undefined).length * 2 >= found.length;
  // The clock of an edited movie goes back by itself, where its edit list does.
  return (kind === "iso" ? found : goOnAtJoints(found)).map(({ pts, dts, flags }) => ({
    time: isShowing ? pts : dts,
    isKey: flags.includes("K"),
    isHidden: flags.includes("D"),
  }));
}
