// Finds every interval that overlaps another in logarithmic time, however long single ones are.

export interface Interval<T> {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly of: T;
}

/**
 * Visits the intervals that overlap `start` to `end`, by start, until `visit` answers false. Sorted by start, each half
 * of the array knows the latest end in it, so that halves which end too early are passed over (a balanced interval tree
 * without pointers).
 */
export function intervalIndex<T>(
  intervals: readonly Interval<T>[],
): (start: number, end: number, visit: (interval: Interval<T>) => boolean) => void {
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
  return (start, end, visit) => {
    /** False once the visitor has had enough. */
    const walk = (from: number, to: number): boolean => {
      const middle = (from + to) >> 1;
      const interval = from < to ? sorted[middle] : undefined;
      if (!interval || (latestEnds[middle] ?? 0) <= start) return true;
      if (!walk(from, middle)) return false;
      if (interval.start >= end) return true;
      if (interval.end > start && !visit(interval)) return false;
      return walk(middle + 1, to);
    };
    walk(0, sorted.length);
  };
}
