// The watcher's state as one JSON object, for `--health`.
import { countUntaken } from "./is-drained.ts";
import type { Health } from "./health.ts";
import { listTrouble } from "./list-trouble.ts";
import type { WatchCounts } from "./watch-counts.ts";
import type { WatchedFolder } from "./watched-folder.ts";

/** Named at most; all are counted. */
const NAMED = 20;

export interface HealthSources {
  readonly folders: readonly WatchedFolder[];
  readonly counts: WatchCounts;
  readonly working: string | undefined;
  readonly startedAt: string;
}

export function describeHealth({ folders, counts, working, startedAt }: HealthSources): Health {
  const trouble = folders.flatMap(listTrouble);
  const isWell = folders.every((folder) => folder.isHere()) && !counts.isInTrouble() && trouble.length === 0;
  return {
    status: isWell ? "ok" : "trouble",
    pid: process.pid,
    started_at: startedAt,
    memory_bytes: process.memoryUsage.rss(),
    folders: folders.map((folder) => ({
      folder: folder.root,
      is_here: folder.isHere(),
      by: folder.by(),
      cards: folder.cards.size,
    })),
    working: working ?? null,
    waiting: folders.reduce((sum, folder) => sum + countUntaken(folder), 0),
    waiting_for: folders.flatMap(listWaiting).slice(0, NAMED),
    runs: counts.runs(),
    counts: counts.total(),
    today: counts.today(),
    in_trouble: trouble.length,
    trouble: trouble.slice(0, NAMED),
    last_run_at: counts.lastRunAt() ?? null,
    last_error: counts.lastError() ?? null,
  };
}

function listWaiting({
  cards,
}: WatchedFolder): readonly { readonly file: string; readonly reason: string }[] {
  const waiting: { file: string; reason: string }[] = [];
  for (const { key, files } of cards.values()) {
    for (const [path, { wait }] of files) {
      if (wait) waiting.push({ file: key === "" ? path : `${key}/${path}`, reason: wait.reason });
      if (waiting.length === NAMED) return waiting;
    }
  }
  return waiting;
}
