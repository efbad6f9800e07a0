// One of several parts of a job, one for each machine.

/** The `index`-th of `count` parts, 1-based. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/5`; undefined for what is no such part. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined;
}
