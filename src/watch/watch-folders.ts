// `odailies watch`: opens what a watcher needs, lets it work, closes all of it again.
import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { OdailiesError } from "../domain/errors.ts";
import { findNested } from "../plan/find-nested.ts";
import { takeLock } from "../ledger/lock.ts";
import { describeHealth } from "./describe-health.ts";
import { startHealth } from "./health.ts";
import { createWatchCounts } from "./watch-counts.ts";
import type { Say } from "../domain/watch-events.ts";
import type { WatchRequest } from "./watch-request.ts";
import { createWatchSession } from "./watch-session.ts";
import { createWatchedFolder } from "./watched-folder.ts";

/**
 * Gives back the exit code: 0 or 3 when it was stopped, the worst of all runs with `once`. Throws `card_not_found`,
 * `locked` where another watcher has a folder, and `usage` for folders within each other.
 */
export async function watchFolders(request: WatchRequest): Promise<number> {
  const { folders, timing, looking, runs, healthPort } = request;
  const { delivery } = runs.settings;
  requireApart(folders);
  await Promise.all(folders.map(requireFolder));
  const closing: (() => Promise<void> | void)[] = [];
  const counts = createWatchCounts();
  const say: Say = (event) => {
    if (event.type === "notice" && event.isTrouble) counts.noteError(event.code, event.message);
    request.say(event);
  };
  try {
    const lock = await takeLock(delivery.own.stateFolder, "watch", folders);
    closing.push(() => lock.release());
    const watched = folders.map((root) => createWatchedFolder({ root, timing, looking, say }));
    for (const folder of watched) closing.push(() => folder.close());
    const session = createWatchSession({ ...request, say }, watched, counts);
    if (healthPort !== undefined) {
      const startedAt = new Date().toISOString();
      const report = () =>
        describeHealth({ folders: watched, counts, working: session.working(), startedAt });
      const health = await startHealth(healthPort, report);
      closing.push(() => health.close());
      say({ type: "notice", code: "health", message: `Health is at ${health.url}.`, isTrouble: false });
    }
    const seconds = timing.settleMs / 1000;
    const message = `Clips go to ${delivery.to.map(({ label }) => label).join(" and ")}, after ${seconds} s without a change.`;
    say({ type: "notice", code: "destination", message, isTrouble: false });
    return await session.run();
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

function requireApart(folders: readonly string[]): void {
  const nested = findNested(folders);
  if (!nested) return;
  throw new OdailiesError("usage", `${nested.inner} lies in ${nested.outer}, which is watched, too.`, {
    hint: "Name only the outer one.",
  });
}

/** A share that does not answer now may do so later; it is said then, and the other folders go on. */
const ANSWER_MS = 5000;

async function requireFolder(folder: string): Promise<void> {
  const isFolder = stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (await Promise.race([isFolder, setTimeout(ANSWER_MS, true, { ref: false })])) return;
  throw new OdailiesError("card_not_found", `There is no folder ${folder} to watch.`, {
    hint: "Check the path, and that the volume is mounted.",
  });
}
