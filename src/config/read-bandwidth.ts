// `--bwlimit`: one rate, or rates by the time of day.
import type { BandwidthSchedule, BandwidthWindow } from "../domain/bandwidth.ts";

/** A schedule, or what is wrong with which piece of the text. */
export type ReadBandwidth = { readonly schedule: BandwidthSchedule } | { readonly problem: string };

const MIDNIGHT = 24 * 60;
const DECIMAL_PREFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 };
/** A kilobyte a second: below it, a clip takes weeks, and a typing error is likelier. */
const SLOWEST_BITS_PER_SECOND = 8000;

/**
 * `20M` is 20 megabits per second all day; `08:00-22:00=5M,22:00-08:00=off` goes by local time, may cross midnight,
 * and leaves the rest of the day without a limit.
 */
export function readBandwidth(text: string): ReadBandwidth {
  const pieces = text.split(",").map((piece) => piece.trim());
  const isOneRate = pieces.length === 1 && !text.includes("=");
  if (isOneRate) {
    const rate = readRate(pieces[0] ?? "");
    if ("problem" in rate) return rate;
    return { schedule: [{ fromMinute: 0, toMinute: MIDNIGHT, ...rate }] };
  }
  const named: { readonly piece: string; readonly window: BandwidthWindow }[] = [];
  for (const piece of pieces) {
    const read = readPiece(piece);
    if ("problem" in read) return read;
    for (const window of read.windows) {
      const other = named.find((earlier) => overlap(earlier.window, window));
      if (other) return { problem: `"${piece}" and "${other.piece}" speak of the same hours` };
      named.push({ piece, window });
    }
  }
  return { schedule: named.map(({ window }) => window) };
}

function readPiece(piece: string): { readonly windows: BandwidthWindow[] } | { readonly problem: string } {
  const found = /^(?<from>[^-=]+)-(?<to>[^-=]+)=(?<rate>[^=]*)$/.exec(piece)?.groups;
  if (!found) return { problem: `"${piece}" is not a piece such as 08:00-22:00=5M` };
  const { from = "", to = "", rate: rateText = "" } = found;
  const [fromMinute, toMinute] = [readTime(from), readTime(to)];
  if (fromMinute === undefined || fromMinute === MIDNIGHT) return { problem: notTime(from, piece) };
  if (toMinute === undefined) return { problem: notTime(to, piece) };
  if (fromMinute === toMinute) return { problem: `"${piece}" begins and ends at the same time` };
  const rate = readRate(rateText);
  if ("problem" in rate) return rate;
  if (fromMinute < toMinute) return { windows: [{ fromMinute, toMinute, ...rate }] };
  const untilMidnight = { fromMinute, toMinute: MIDNIGHT, ...rate };
  return {
    windows: toMinute === 0 ? [untilMidnight] : [untilMidnight, { fromMinute: 0, toMinute, ...rate }],
  };
}

function notTime(text: string, piece: string): string {
  return `"${text.trim()}" in "${piece}" is not a time from 00:00 to 24:00`;
}

function readTime(text: string): number | undefined {
  const [, hours = "", minutes = ""] = /^\s*(\d{1,2}):(\d{2})\s*$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return hours === "" || Number(minutes) > 59 || total > MIDNIGHT ? undefined : total;
}

type Rate = { readonly bitsPerSecond: number | undefined } | { readonly problem: string };

/** Bytes are refused with the number of bits: elsewhere (rsync, rclone, curl) such a limit counts bytes. */
function readRate(text: string): Rate {
  if (/^off$/i.test(text)) return { bitsPerSecond: undefined };
  const found = /^(?<number>\d+(?:\.\d+)?)\s*(?<prefix>[kmg])(?<unit>.*)$/i.exec(text)?.groups;
  if (!found) return { problem: `"${text}" is not a rate such as 20M (20 megabits per second), 500k or off` };
  const { number = "", prefix = "", unit = "" } = found;
  if (/^i?(?:B|bytes?)(?:\/s|ps)?$/.test(unit)) {
    const bits = `${Math.round(Number(number) * 8 * 1000) / 1000}${prefix}`;
    return { problem: `"${text}" counts bytes; write ${bits}, for rates are bits per second` };
  }
  if (!/^(?:b(?:its?)?(?:\/s|ps)?)?$/.test(unit)) {
    return { problem: `"${text}" has a unit that is not known; 20M is 20 megabits per second` };
  }
  const bitsPerSecond = Number(number) * (DECIMAL_PREFIXES[prefix.toLowerCase()] ?? Number.NaN);
  if (bitsPerSecond < SLOWEST_BITS_PER_SECOND) return { problem: `"${text}" is less than 8k` };
  return { bitsPerSecond };
}

function overlap(a: BandwidthWindow, b: BandwidthWindow): boolean {
  return a.fromMinute < b.toMinute && b.fromMinute < a.toMinute;
}
