// One watched folder: when to look where. Survives that it is deleted, unmounted, mounted again, or falls silent.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isPartOfCard } from "../pipeline/map-files.ts";
import { type FolderEvents, openFolderEvents } from "./folder-events.ts";
import { sayLinks } from "./say-aside.ts";
import { findSharedVolume } from "./volume-kind.ts";
import { listFolders, lookAt, walkFolder } from "./walk-folder.ts";
import type { Say } from "./watch-events.ts";
import { createWatchedCard, hasOtherFolders, noteLook, noteWalk, type WatchedCard } from "./watched-card.ts";

export interface WatchedFolderOptions {
  readonly root: string;
  readonly settleMs: number;
  readonly doneFile: string | undefined;
  /** Never by events. */
  readonly poll: boolean;
  /** Between two looks at a polled folder. */
  readonly pollMs: number;
  /** Between two looks at a folder that events are trusted for. */
  readonly rescanMs: number;
  readonly say: Say;
  /** How events are had; default: chokidar's. */
  readonly openEvents?: typeof openFolderEvents;
}

export interface WatchedFolder {
  readonly root: string;
  /** By key: the name of the card's folder; empty for the files of the watched folder itself. */
  readonly cards: ReadonlyMap<string, WatchedCard>;
  isHere(): boolean;
  by(): "events" | "polling";
  /** Looks wherever a look is due. Never throws: a folder that cannot be looked at is gone for now. */
  look(nowMs: number): Promise<void>;
  close(): Promise<void>;
}

/** A look may take a fifth of the time at most, however large or slow the volume. */
const LOOK_SHARE = 5;
/** What has not changed for long is looked at less often: a twentieth of that time, five minutes at most. */
const AGE_SHARE = 20;
const SELDOM_MS = 300_000;
/** So long an event may come after the change that a look has found. */
const EVENT_LATE_MS = 3000;
const LOOKS_AT_ONCE = 32;

interface Pace {
  /** Not before this moment. */
  nextMs: number;
  walkedMs: number;
  isHinted: boolean;
  /** A look found a change here that no event had told of; undefined when none did. */
  suspectMs: number | undefined;
}

export function createWatchedFolder(options: WatchedFolderOptions): WatchedFolder {
  const { root, settleMs, doneFile, say } = options;
  const cards = new Map<string, WatchedCard>();
  const paces = new Map<string, Pace>();
  const lookMs = Math.min(1000, Math.max(100, settleMs / 5));
  let events: FolderEvents | undefined;
  let by: "events" | "polling" | undefined;
  let state: "new" | "here" | "gone" = "new";
  let identity: string | undefined;
  let nextFilesMs = 0;
  let isListingHinted = true;
  let listedMs = -Infinity;

  const keyOf = (topFolder: string) => (isPartOfCard(topFolder) ? "" : topFolder);
  const hint = (topFolder: string) => {
    if (topFolder === "") isListingHinted = true;
    const pace = paces.get(keyOf(topFolder));
    if (!pace) isListingHinted = true;
    else {
      pace.isHinted = true;
      pace.suspectMs = undefined;
    }
  };
  const usePolling = async (why: string) => {
    await events?.close();
    events = undefined;
    if (by === "polling") return;
    by = "polling";
    say({ type: "watching", folder: root, by, why });
  };
  const openEvents = async () => {
    await events?.close();
    const shared = options.poll ? undefined : await findSharedVolume(root);
    if (options.poll) return usePolling("--poll was given.");
    if (shared !== undefined) return usePolling(`It lies on ${shared}, which does not tell of all changes.`);
    const onLost = (reason: string) => void usePolling(`Events cannot be had: ${reason}.`);
    events = (options.openEvents ?? openFolderEvents)(root, { onHint: hint, onLost });
    if (by !== "events") say({ type: "watching", folder: root, by: "events", why: "" });
    by = "events";
  };

  const leave = (why: string) => {
    if (state === "gone") return;
    state = "gone";
    const message = `${root} is gone: ${why}. What is up stays up; it is watched again as soon as it is back.`;
    say({ type: "notice", code: "folder_gone", message, isTrouble: true });
  };
  /** Is the folder there, and the one that was watched? */
  const arrive = async (): Promise<boolean> => {
    const stats = await stat(root).catch(() => undefined);
    if (!stats?.isDirectory()) {
      leave("it was deleted, or its volume was unmounted");
      return false;
    }
    const found = `${stats.dev}:${stats.ino}`;
    if (found === identity && state === "here") return true;
    const names = await listFolders(root).catch(() => undefined);
    const isEmptyPlace = identity !== undefined && found !== identity && names?.length === 0;
    if (!names || (isEmptyPlace && !(await holdsFiles()))) {
      leave("its volume is not mounted");
      return false;
    }
    if (state === "gone") {
      say({ type: "notice", code: "folder_back", message: `${root} is back.`, isTrouble: false });
    }
    state = "here";
    identity = found;
    isListingHinted = true;
    for (const pace of paces.values()) pace.isHinted = true;
    await openEvents();
    return true;
  };
  const holdsFiles = async () =>
    (await walkFolder({ root, doneFile, isOwnFolder: isPartOfCard })).files.size > 0;

  const list = async (nowMs: number) => {
    const isDue =
      isListingHinted || nowMs - listedMs >= (by === "polling" ? options.pollMs : options.rescanMs);
    if (!isDue) return;
    isListingHinted = false;
    listedMs = nowMs;
    const keys = new Set(["", ...(await listFolders(root)).map(keyOf)]);
    for (const key of cards.keys()) if (!keys.has(key)) cards.delete(key);
    for (const key of paces.keys()) if (!keys.has(key)) paces.delete(key);
    for (const key of keys) {
      if (cards.has(key)) continue;
      const place = key === "" ? root : join(root, key);
      const name = key === "" ? (root.split(/[/\\]/).at(-1) ?? root) : key;
      cards.set(key, createWatchedCard({ root: place, name }, key, nowMs));
      paces.set(key, { nextMs: 0, walkedMs: -Infinity, isHinted: true, suspectMs: undefined });
    }
  };
  const isWalkDue = (watched: WatchedCard, pace: Pace, nowMs: number) => {
    if (nowMs < pace.nextMs) return false;
    if (pace.isHinted) return true;
    const quietMs = nowMs - watched.changedMs;
    const calmMs = Math.min(SELDOM_MS, Math.max(options.pollMs, quietMs / AGE_SHARE));
    return nowMs - pace.walkedMs >= (by === "polling" ? calmMs : options.rescanMs);
  };
  const walk = async (watched: WatchedCard, pace: Pace, nowMs: number) => {
    const { isHinted } = pace;
    const isFirst = pace.walkedMs === -Infinity;
    pace.isHinted = false;
    pace.walkedMs = nowMs;
    const isOwn = watched.key === "" ? { isOwnFolder: isPartOfCard } : {};
    const startedAt = performance.now();
    const walked = await walkFolder({ root: watched.card.root, doneFile, ...isOwn });
    pace.nextMs = nowMs + Math.max(lookMs, LOOK_SHARE * (performance.now() - startedAt));
    const isOther = hasOtherFolders(watched.folders, walked.folders);
    sayLinks(watched, walked.links, say);
    const hasChanged = noteWalk(watched, walked, performance.now());
    if (by !== "events") return;
    if (isOther) await openEvents();
    if (hasChanged && !isHinted && !isFirst) pace.suspectMs = nowMs;
  };
  /** Files that are not taken yet are looked at one by one, so that a change is seen without a walk. */
  const lookAtFiles = async (nowMs: number) => {
    if (nowMs < nextFilesMs) return;
    const startedAt = performance.now();
    for (const watched of cards.values()) {
      const paths = [...watched.files].filter(([, file]) => !file.isTaken).map(([path]) => path);
      for (let start = 0; start < paths.length; start += LOOKS_AT_ONCE) {
        const batch = paths.slice(start, start + LOOKS_AT_ONCE);
        await Promise.all(batch.map((path) => lookAgain(watched, path)));
      }
    }
    nextFilesMs = nowMs + Math.max(lookMs, LOOK_SHARE * (performance.now() - startedAt));
  };

  return {
    root,
    cards,
    isHere: () => state === "here",
    by: () => by ?? "polling",
    look: async (nowMs) => {
      if (!(await arrive())) return;
      try {
        await list(nowMs);
        for (const [key, watched] of cards) {
          const pace = paces.get(key);
          if (!pace) continue;
          if (isWalkDue(watched, pace, nowMs)) await walk(watched, pace, nowMs).catch(() => hint(""));
          if (pace.suspectMs !== undefined && nowMs - pace.suspectMs > EVENT_LATE_MS) {
            pace.suspectMs = undefined;
            await usePolling("A change was found that no event had told of.");
          }
        }
        await lookAtFiles(nowMs);
      } catch (error) {
        leave(error instanceof Error ? error.message : String(error));
      }
    },
    close: async () => events?.close(),
  };
}

async function lookAgain(watched: WatchedCard, path: string): Promise<void> {
  const look = await lookAt(join(watched.card.root, path));
  if (look) noteLook(watched, path, look, performance.now());
  else watched.files.delete(path);
}
