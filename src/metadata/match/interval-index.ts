// Finds every interval that overlaps another in logarithmic time, however long single ones are.

export interface Interval<T> {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly of: T;
}

/**
 * Intervals sorted by start; each half of the array knows the latest end in it, so that halves which end too early are
 * passed over (a balanced interval tree without pointers).
 */
export function intervalIndex<T>(
  intervals: readonly Interval<T>[],
): (start: number, end: number) => readonly Interval<T>[] {
  const sorted = intervals.toSorted((a, b) => a.start - b.start);
  const latestEnds = new Float64Array(sorted.length);
  const fill = (from: number, to: number): number => {
    if (from >= to) return Number.NEGATIVE_INFINITY;
    const middle = (from + to) >> 1;
    const latest = Math.max(sorted[middle]?.end ?? 0, fill(from, middle), fill(middle + 1, to));
    latestEnds[middle] = latest;
    return latest;
  };
  fill(0, sorted.length);
  return (start, end) => {
    const found: Interval<T>[] = [];
    const visit = (from: number, to: number): void => {
      if (from >= to) return;
      const middle = (from + to) >> 1;
      const interval = sorted[middle];
      if (!interval || (latestEnds[middle] ?? 0) <= start) return;
      visit(from, middle);
      if (interval.start >= end) return;
      if (interval.end > start) found.push(interval);
      visit(middle + 1, to);
    };
    visit(0, sorted.length);
    return found;
  };
}
