// One watched folder: when to look where. Survives that it is deleted, unmounted, mounted again, or falls silent.
import { join } from "node:path";
import type { Say } from "../domain/watch-events.ts";
import { type CardTop, isPartOfCard } from "../plan/map-files.ts";
import type { openFolderEvents } from "./folder-events.ts";
import { createListening } from "./listening.ts";
import { createPresence } from "./presence.ts";
import { sayLinks } from "./say-aside.ts";
import type { ListMounts } from "./volume-kind.ts";
import type { WatchTiming } from "./watch-timing.ts";
import { isAsWalked, listTop, lookAt, walkFolder } from "./walk-folder.ts";
import {
  createWatchedCard,
  forgetFile,
  hasOtherFolders,
  noteLook,
  noteWalk,
  type WatchedCard,
} from "./watched-card.ts";

/** How a folder is looked at. */
export interface FolderLooking {
  /** Never by events. */
  readonly poll: boolean;
  readonly doneFile: string | undefined;
  readonly listMounts: ListMounts;
  /** How events are had; default: chokidar's. */
  readonly openEvents?: typeof openFolderEvents;
  /** How a card is walked; default: `walkFolder`. */
  readonly walk?: typeof walkFolder;
}

export interface WatchedFolderOptions {
  readonly root: string;
  /** How often it is looked at. */
  readonly timing: Pick<WatchTiming, "settleMs" | "pollMs" | "rescanMs">;
  readonly looking: FolderLooking;
  readonly say: Say;
}

export interface WatchedFolder {
  readonly root: string;
  /** By key: the name of the card's folder; empty for the files of the watched folder itself. */
  readonly cards: ReadonlyMap<string, WatchedCard>;
  /** Does a folder of this name right below `root` belong to the card that `root` itself is? */
  isOwnFolder(name: string): boolean;
  isHere(): boolean;
  by(): "events" | "polling";
  /** When the last look at all files that are not taken yet began; what changed since, nobody has seen. */
  lookedMs(): number;
  /** Looks wherever a look is due. Never throws: a folder that cannot be looked at is gone for now. */
  look(nowMs: number): Promise<void>;
  close(): Promise<void>;
}

/** A look may take a fifth of the time at most, however large or slow the volume. */
const LOOK_SHARE = 5;
/** What has not changed for long is walked less often: a twentieth of that time, five minutes at most. */
const AGE_SHARE = 20;
const SELDOM_MS = 300_000;
/** So long an event may come after the change that a look has found. */
const EVENT_LATE_MS = 3000;
const LOOKS_AT_ONCE = 32;
/** A share that hangs keeps a thread for each call; Node has four, and the other folders need theirs. */
const SHARED_DISK_CALLS = 2;

interface Pace {
  /** Not before this moment. */
  nextMs: number;
  walkedMs: number;
  glancedMs: number;
  isHinted: boolean;
  /** A look found a change here that no event had told of; undefined when none did. */
  suspectMs: number | undefined;
}

export function createWatchedFolder(options: WatchedFolderOptions): WatchedFolder {
  const { root, timing, looking, say } = options;
  const { doneFile, walk: walkCard = walkFolder } = looking;
  const cards = new Map<string, WatchedCard>();
  const paces = new Map<string, Pace>();
  const lookMs = lookEveryMs(timing.settleMs);
  let nextFilesMs = 0;
  let lookedMs = -Infinity;
  let isListingHinted = true;
  let listedMs = -Infinity;

  const rootName = root.split(/[/\\]/).at(-1) ?? root;
  let top: CardTop = { name: rootName, folders: [], files: [] };
  const isOwnFolder = (topFolder: string) => isPartOfCard(topFolder, top);
  const keyOf = (topFolder: string) => (isOwnFolder(topFolder) ? "" : topFolder);
  const hint = (topFolder: string) => {
    if (topFolder === "") isListingHinted = true;
    const pace = paces.get(keyOf(topFolder));
    if (!pace) isListingHinted = true;
    else {
      pace.isHinted = true;
      pace.suspectMs = undefined;
    }
  };
  const hintAll = () => {
    isListingHinted = true;
    for (const pace of paces.values()) pace.isHinted = true;
  };
  const listening = createListening({ ...looking, root, say, onHint: hint, onReady: hintAll });
  const walkPlace = (key: string) => {
    const own = key === "" ? { isOwnFolder } : {};
    const calls = listening.by() === "polling" ? { diskCalls: SHARED_DISK_CALLS } : {};
    return walkCard({ root: key === "" ? root : join(root, key), doneFile, ...own, ...calls });
  };
  const isEmpty = async () =>
    (await listTop(root)).folders.length === 0 && (await walkPlace("")).files.size === 0;
  const presence = createPresence({ root, say, isEmpty });

  const list = async (nowMs: number) => {
    const everyMs = listening.by() === "polling" ? timing.pollMs : timing.rescanMs;
    if (!isListingHinted && nowMs - listedMs < everyMs) return;
    isListingHinted = false;
    listedMs = nowMs;
    top = { name: rootName, ...(await listTop(root)) };
    const keys = new Set(["", ...top.folders.map(keyOf)]);
    for (const key of cards.keys()) if (!keys.has(key)) cards.delete(key);
    for (const key of paces.keys()) if (!keys.has(key)) paces.delete(key);
    for (const key of keys) {
      if (cards.has(key)) continue;
      const place = key === "" ? root : join(root, key);
      const name = key === "" ? rootName : key;
      cards.set(key, createWatchedCard({ root: place, name }, key, nowMs));
      const never = { walkedMs: -Infinity, glancedMs: -Infinity };
      paces.set(key, { nextMs: 0, ...never, isHinted: true, suspectMs: undefined });
    }
  };
  const isWalkDue = async (watched: WatchedCard, pace: Pace, nowMs: number) => {
    if (nowMs < pace.nextMs) return false;
    if (pace.isHinted) return true;
    const sinceMs = nowMs - pace.walkedMs;
    if (listening.by() !== "polling") return sinceMs >= timing.rescanMs;
    const quietMs = nowMs - watched.changedMs;
    if (sinceMs >= Math.min(SELDOM_MS, Math.max(timing.pollMs, quietMs / AGE_SHARE))) return true;
    if (nowMs - pace.glancedMs < timing.pollMs) return false;
    pace.glancedMs = nowMs;
    const startedAt = performance.now();
    const isCalm = await isAsWalked(watched.card.root, watched.folders);
    pace.nextMs = nowMs + LOOK_SHARE * (performance.now() - startedAt);
    return !isCalm;
  };
  const walk = async (watched: WatchedCard, pace: Pace, nowMs: number) => {
    const { isHinted } = pace;
    const isFirst = pace.walkedMs === -Infinity;
    pace.isHinted = false;
    pace.walkedMs = nowMs;
    const startedAt = performance.now();
    const walked = await walkPlace(watched.key);
    pace.nextMs = nowMs + Math.max(lookMs, LOOK_SHARE * (performance.now() - startedAt));
    const isOther = hasOtherFolders(watched.folders, walked.folders);
    sayLinks(watched, walked.links, say);
    const hasChanged = noteWalk(watched, walked, performance.now());
    if (listening.by() !== "events") return;
    if (isOther) await listening.open();
    if (hasChanged && !isHinted && !isFirst) pace.suspectMs = nowMs;
  };
  const walkWhereDue = async (nowMs: number) => {
    for (const [key, watched] of cards) {
      const pace = paces.get(key);
      if (!pace) continue;
      if (await isWalkDue(watched, pace, nowMs)) await walk(watched, pace, nowMs).catch(() => hint(""));
      if (pace.suspectMs !== undefined && nowMs - pace.suspectMs > EVENT_LATE_MS) {
        pace.suspectMs = undefined;
        await listening.usePolling("A change was found that no event had told of.");
      }
    }
  };
  /** Files that are not taken yet are looked at one by one, so that a change is seen without a walk. */
  const lookAtFiles = async (nowMs: number) => {
    if (nowMs < nextFilesMs) return;
    const startedMs = performance.now();
    const atOnce = listening.by() === "polling" ? SHARED_DISK_CALLS : LOOKS_AT_ONCE;
    for (const watched of cards.values()) {
      const paths = [...watched.files].filter(([, file]) => !file.isTaken).map(([path]) => path);
      for (let start = 0; start < paths.length; start += atOnce) {
        await Promise.all(paths.slice(start, start + atOnce).map((path) => lookAgain(watched, path)));
      }
    }
    lookedMs = startedMs;
    nextFilesMs = nowMs + Math.max(lookMs, LOOK_SHARE * (performance.now() - startedMs));
  };

  return {
    root,
    cards,
    isOwnFolder,
    isHere: presence.isHere,
    by: () => listening.by() ?? "polling",
    lookedMs: () => lookedMs,
    look: async (nowMs) => {
      try {
        const found = await presence.check();
        if (found === "gone") return;
        if (found === "new") {
          hintAll();
          await listening.open();
        }
        await list(nowMs);
        await walkWhereDue(nowMs);
        await lookAtFiles(nowMs);
      } catch (error) {
        presence.leave(error instanceof Error ? error.message : String(error));
      }
    },
    close: listening.close,
  };
}

/** How often what waits is looked at: a fifth of the time that it has to be left alone, twice a second at least. */
export function lookEveryMs(settleMs: number): number {
  return Math.min(500, Math.max(100, settleMs / 5));
}

async function lookAgain(watched: WatchedCard, path: string): Promise<void> {
  const look = await lookAt(join(watched.card.root, path));
  if (look) noteLook(watched, path, look, performance.now());
  else forgetFile(watched, path);
}
