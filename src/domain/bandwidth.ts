// How fast files may go out, by the time of day; in bits per second, as uplinks are sold.

/** A part of the day. Minutes since midnight, `from` before `to`; up to 24:00 = 1440. */
export interface BandwidthWindow {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Undefined for no limit. */
  readonly bitsPerSecond: number | undefined;
}

/** Windows that do not overlap; where there is none, there is no limit. */
export type BandwidthSchedule = readonly BandwidthWindow[];

const MINUTES_PER_DAY = 1440;

/** The limit at this moment of the computer's own local time; undefined for none. */
export function rateAt(schedule: BandwidthSchedule, time: Date): number | undefined {
  return findWindow(schedule, minuteOf(time))?.bitsPerSecond;
}

/**
 * How long so many bytes take from this moment on, over a line that moves `lineBitsPerSecond` where it is not limited.
 * Undefined where they could not be sent by limits alone and the line's speed is not known.
 */
export function secondsToSend(
  bytes: number,
  schedule: BandwidthSchedule,
  lineBitsPerSecond: number | undefined,
  from: Date,
): number | undefined {
  let bitsLeft = bytes * 8;
  let seconds = 0;
  for (let minute = minuteOf(from) + from.getSeconds() / 60; ;) {
    const limit = findWindow(schedule, minute % MINUTES_PER_DAY)?.bitsPerSecond;
    const rate = Math.min(limit ?? Number.POSITIVE_INFINITY, lineBitsPerSecond ?? Number.POSITIVE_INFINITY);
    if (rate === Number.POSITIVE_INFINITY) return undefined;
    const stretch = secondsToNextWindow(schedule, minute % MINUTES_PER_DAY);
    if (bitsLeft <= rate * stretch) return seconds + bitsLeft / rate;
    bitsLeft -= rate * stretch;
    seconds += stretch;
    minute += stretch / 60;
  }
}

function findWindow(schedule: BandwidthSchedule, minute: number): BandwidthWindow | undefined {
  return schedule.find(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute);
}

function secondsToNextWindow(schedule: BandwidthSchedule, minute: number): number {
  const edges = schedule.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]);
  const next = edges.filter((edge) => edge > minute).sort((a, b) => a - b)[0] ?? MINUTES_PER_DAY;
  return (next - minute) * 60;
}

function minuteOf(time: Date): number {
  return time.getHours() * 60 + time.getMinutes();
}
