// Events of a local volume, as hints where to look sooner. The truth is always the look itself: events get lost.
import { basename, join, relative, sep } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { isFolderLeftAlone } from "./markers.ts";

export interface FolderEvents {
  close(): Promise<void>;
}

export interface EventListeners {
  /** Something happened below this folder right under the watched one; empty for the watched folder itself. */
  readonly onHint: (topFolder: string) => void;
  /** From now on nothing is missed; what happened before may have been. */
  readonly onReady: () => void;
  /** Events can not be relied on any more, e.g. because the system has no more of them to give. */
  readonly onLost: (reason: string) => void;
}

/** A folder that was just made is watched a moment later; what falls in between makes no event. */
const SECOND_LOOK_MS = 1500;

/**
 * Watches folders, never single files: the events of a folder tell of its files, and 100,000 files need no 100,000
 * watches.
 */
export function openFolderEvents(root: string, { onHint, onReady, onLost }: EventListeners): FolderEvents {
  const timers = new Set<NodeJS.Timeout>();
  const hint = (path: string) => {
    const [first = "", ...rest] = relative(root, path).split(sep);
    if (rest.length === 0) onHint("");
    if (first !== "") onHint(first);
  };
  const hintTwice = (path: string) => {
    hint(path);
    const timer = setTimeout(() => {
      timers.delete(timer);
      hint(path);
    }, SECOND_LOOK_MS);
    timers.add(timer);
  };
  const watcher: FSWatcher = watch(root, {
    ignored: (path, stats) =>
      path !== root && ((stats !== undefined && !stats.isDirectory()) || isFolderLeftAlone(basename(path))),
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    atomic: false,
  });
  watcher.on("raw", (_event, name: string | null, details: unknown) => {
    const { watchedPath } = details as { readonly watchedPath?: string };
    hint(join(watchedPath ?? root, name ?? ""));
  });
  watcher
    .on("addDir", hintTwice)
    .on("unlinkDir", hint)
    .on("ready", () => {
      hintTwice(root);
      onReady();
    });
  watcher.on("error", (error) => onLost(error instanceof Error ? error.message : String(error)));
  return {
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      await watcher.close();
    },
  };
}
