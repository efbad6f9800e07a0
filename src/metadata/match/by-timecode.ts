// Rows to clips by the time they share: same day, same camera where both are known, one clip clearly ahead.
import { type FrameRate, frameRateFromNumber, nominalFps } from "../../domain/frame-rate.ts";
import { toNumber } from "../../domain/rational.ts";
import { parseTimecode, type Timecode } from "../../domain/timecode.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { daysBetween, type Lookup } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";
import { type Interval, intervalIndex } from "./interval-index.ts";
import { isOtherCamera, isOtherClip } from "./other-clip.ts";

const DAY_SECONDS = 86_400;
/** Before six in the morning the clock's day may be the one after the shoot day. */
const NIGHT_ENDS_SECONDS = 6 * 3600;
/** A shared share of the shorter of the two below this is a neighbour, not the same clip. */
const LEAST_SHARE = 0.5;
/** The second best with this share of the best makes the row ambiguous. */
const RIVAL_SHARE = 0.5;
const MOST_CANDIDATES = 10;

/**
 * A row that carries the name, reel or camera of another clip is not placed by its time: cameras are jam-synced. With
 * `trustsTime`, which a person asked for, the name that a row gives to a renamed clip is not held against it.
 */
export function byTimecode(
  clips: readonly ClipToMatch[],
  rows: readonly MetadataRow[],
  trustsTime: boolean,
): Lookup {
  const find = byOverlap(clips, (row, clip) => isOtherClip(row, clip, trustsTime));
  const usable = new Set(withTimecode(rows, intervalOfRow).map((interval) => interval.of));
  return (row) => (usable.has(row) ? find(row) : []);
}

/** For rows that are not all known beforehand: one that starts at 00:00:00:00 is taken at its word. */
export function byOverlap(
  clips: readonly ClipToMatch[],
  isOther: (row: MetadataRow, clip: ClipToMatch) => boolean = isOtherCamera,
): Lookup {
  const overlapping = intervalIndex(withTimecode(clips, intervalOfClip).flatMap(overMidnight));
  return (row) => {
    const span = intervalOfRow(row);
    if (!span) return [];
    const shares: { clip: ClipToMatch; seconds: number }[] = [];
    let covering = 0;
    overlapping(span.start, span.end, (interval) => {
      if (isOther(row, interval.of) || !isSameDay(row, interval.of, span.start)) return true;
      const seconds = Math.min(span.end, interval.end) - Math.max(span.start, interval.start);
      const shorter = Math.min(span.end - span.start, interval.end - interval.start);
      if (seconds >= shorter * LEAST_SHARE) shares.push({ clip: interval.of, seconds });
      // Clips that cover the whole row cannot be outdone: enough of them settle that the row is ambiguous.
      if (interval.start <= span.start && interval.end >= span.end) covering++;
      return covering < MOST_CANDIDATES;
    });
    shares.sort((a, b) => b.seconds - a.seconds);
    const best = shares[0]?.seconds ?? 0;
    const rivals = shares.filter(({ seconds }) => seconds >= best * RIVAL_SHARE);
    return [...new Set(rivals.slice(0, MOST_CANDIDATES).map(({ clip }) => clip))];
  };
}

function isSameDay(row: MetadataRow, clip: ClipToMatch, startSeconds: number): boolean {
  const days = Math.abs(daysBetween(row.date, clip.date) ?? 0);
  return days === 0 || (days === 1 && startSeconds % DAY_SECONDS < NIGHT_ENDS_SECONDS);
}

/** Several that start at 00:00:00:00 say that no timecode ran: none of them is placed by it. */
function withTimecode<T>(items: readonly T[], place: (item: T) => Interval<T> | undefined): Interval<T>[] {
  const placed = items.flatMap((item) => place(item) ?? []);
  const atZero = placed.filter((interval) => interval.start === 0);
  return atZero.length > 1 ? placed.filter((interval) => interval.start !== 0) : placed;
}

/** A clip may run past midnight, and a row may start there: both readings of the clip are looked at. */
function overMidnight<T>(interval: Interval<T>): Interval<T>[] {
  const moved = (by: number) => ({ ...interval, start: interval.start + by, end: interval.end + by });
  return [interval, moved(DAY_SECONDS), moved(-DAY_SECONDS)];
}

/** Seconds of the day as the labels say it, so that rates and drop-frame do not matter. */
function labelSeconds(at: Timecode, nominal: number): number {
  return (at.hours * 60 + at.minutes) * 60 + at.seconds + at.frames / nominal;
}

function intervalOfClip(clip: ClipToMatch): Interval<ClipToMatch> | undefined {
  const rate = frameRateFromNumber(clip.fps ?? Number.NaN);
  const at = parseTimecode(clip.timecode);
  const frames = rate && framesOf(clip, rate);
  if (!rate || !at || frames === undefined || frames <= 0) return undefined;
  const start = labelSeconds(at, nominalFps(rate));
  return { start, end: start + frames / nominalFps(rate), of: clip };
}

function framesOf(clip: ClipToMatch, rate: FrameRate): number | undefined {
  if (clip.frameCount !== undefined) return clip.frameCount;
  return clip.durationSeconds === undefined ? undefined : clip.durationSeconds * toNumber(rate);
}

/** Without an end a row is its first frame: it belongs where that frame lies. */
function intervalOfRow(row: MetadataRow): Interval<MetadataRow> | undefined {
  const from = parseTimecode(row.start);
  if (!from) return undefined;
  const rate = frameRateFromNumber(row.fps ?? Number.NaN);
  const nominal = rate ? nominalFps(rate) : Math.max(25, from.frames + 1);
  const start = labelSeconds(from, nominal);
  const to = parseTimecode(row.end);
  const end = to ? labelSeconds(to, nominal) : start;
  if (end === start) return { start, end: start + 1 / nominal, of: row };
  return { start, end: end > start ? end : end + DAY_SECONDS, of: row };
}
