// Takes that were shot one after another while the camera ran on: one clip, several rows, told as `1-3`.
import { parseTimecode } from "../../domain/timecode.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { slateKeys } from "../slate.ts";

/**
 * The takes of all rows as one cell, in the order of their times: `1-3` where they count up, else `1, 3, 2B`. Undefined
 * unless the rows are takes of one scene and shot that lie one behind the other: without times they may as well be two
 * rows of which one has the wrong name.
 */
export function seriesTake(rows: readonly MetadataRow[]): string | undefined {
  const timed = rows.flatMap((row) => {
    const start = secondsOf(row.start);
    const { take } = row.metadata;
    return start === undefined || take === undefined
      ? []
      : [{ start, end: secondsOf(row.end) ?? start, take }];
  });
  if (timed.length < rows.length) return undefined;
  const slates = rows.map(({ metadata }) => slateKeys({ ...metadata, take: "" }));
  if (new Set(slates.map((keys) => JSON.stringify([...keys]))).size > 1) return undefined;
  const inOrder = timed.toSorted((a, b) => a.start - b.start);
  const isOneBehindTheOther = inOrder.every(({ start }, at) => {
    const before = inOrder[at - 1];
    return before === undefined || (before.start < start && before.end <= start);
  });
  return isOneBehindTheOther ? takesInWords(inOrder.map(({ take }) => take)) : undefined;
}

function takesInWords(takes: readonly string[]): string {
  const [first = "", ...others] = takes;
  const countsUp =
    /^\d{1,6}$/.test(first) && others.every((take, at) => take === String(Number(first) + at + 1));
  return countsUp && others.length > 0 ? `${first}-${takes.at(-1)}` : [...new Set(takes)].join(", ");
}

/** By the label, so that rates do not matter; frames only tell before from behind. */
function secondsOf(timecode: string | undefined): number | undefined {
  const at = parseTimecode(timecode);
  return at && (at.hours * 60 + at.minutes) * 60 + at.seconds + at.frames / 1000;
}
