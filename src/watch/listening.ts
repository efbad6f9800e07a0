// How one watched folder tells of its changes: by events where they can be trusted, else by being asked again and again.
import type { Say } from "../domain/watch-events.ts";
import { type FolderEvents, openFolderEvents } from "./folder-events.ts";
import { findSharedVolume, type ListMounts } from "./volume-kind.ts";

export interface ListeningOptions {
  readonly root: string;
  /** Never by events. */
  readonly poll: boolean;
  readonly listMounts: ListMounts;
  readonly say: Say;
  /** Something happened below this folder right under the root; empty for the root itself. */
  readonly onHint: (topFolder: string) => void;
  /** What happened before may have been missed. */
  readonly onReady: () => void;
  /** How events are had; default: chokidar's. */
  readonly openEvents?: typeof openFolderEvents;
}

export interface Listening {
  by(): "events" | "polling" | undefined;
  /** Begins, or begins anew after the folder was away. */
  open(): Promise<void>;
  /** From now on by asking; `why` is a full sentence. */
  usePolling(why: string): Promise<void>;
  close(): Promise<void>;
}

export function createListening(options: ListeningOptions): Listening {
  const { root, say, onHint, onReady } = options;
  let events: FolderEvents | undefined;
  let by: "events" | "polling" | undefined;
  let isClosed = false;

  const stop = async () => {
    const open = events;
    events = undefined;
    await open?.close();
  };
  const usePolling = async (why: string) => {
    await stop();
    if (by === "polling" || isClosed) return;
    by = "polling";
    say({ type: "watching", folder: root, by, why });
  };
  const findWhyPolling = async () => {
    if (options.poll) return "--poll was given.";
    const shared = await findSharedVolume(root, options.listMounts);
    return shared === undefined
      ? undefined
      : `It lies on a shared volume (${shared}), which does not tell of all changes.`;
  };
  return {
    by: () => by,
    usePolling,
    open: async () => {
      await stop();
      const why = await findWhyPolling();
      if (why !== undefined) return usePolling(why);
      // A look that was under way when the watcher ended must not open what nobody would close.
      if (isClosed) return;
      const onLost = (reason: string) => void usePolling(`Events cannot be had: ${reason}.`);
      events = (options.openEvents ?? openFolderEvents)(root, { onHint, onReady, onLost });
      if (by !== "events") say({ type: "watching", folder: root, by: "events", why: "" });
      by = "events";
    },
    close: async () => {
      isClosed = true;
      await stop();
    },
  };
}
