// What is known of one card in a watched folder: every file as it was last seen, and what became of it.
import type { Card } from "../domain/clip.ts";
import type { CardsRequest } from "../runs/ingest-request.ts";
import { hasSameContent, see, type Seen, type Wait } from "./settle.ts";
import type { Walked } from "./walk-folder.ts";

/** What probing said of a file; a run that begins at once need not ask again. */
export type Probed = Exclude<ReturnType<NonNullable<CardsRequest["probed"]>>, undefined>;

/** What looking into a file said of it. */
export type Proof =
  | { readonly state: "whole"; readonly probed?: Probed | undefined }
  /** It is being looked into; `reason` is what was wrong the last time. */
  | { readonly state: "asked"; readonly reason: string | undefined }
  | { readonly state: "fault"; readonly reason: string; readonly atMs: number };

export interface TrackedFile {
  seen: Seen;
  proof: Proof | undefined;
  /** Who has it open for writing, as a sentence; undefined when nobody has, or nobody looked yet. */
  openBy: string | undefined;
  /** Handed to a run, or looked at and found to be nobody's clip, as it is now. */
  isTaken: boolean;
  /** After a run that failed on it: not before this moment. */
  againMs: number | undefined;
  /** How often a run failed on it. */
  tries: number;
  /** Why it is not taken yet; undefined once it is. */
  wait: Wait | undefined;
}

export interface ClipTrouble {
  readonly end: "rejected" | "failed";
  /** Relative to the card. */
  readonly files: readonly string[];
}

export interface WatchedCard {
  readonly card: Card;
  /** Name of its folder in the watched one; empty for the watched folder's own files. */
  readonly key: string;
  /** When it was first looked at, on this process's clock. */
  readonly firstMs: number;
  readonly files: Map<string, TrackedFile>;
  readonly markers: Map<string, Seen>;
  links: readonly string[];
  folders: Walked["folders"];
  /** The last change that was seen anywhere on it. */
  changedMs: number;
  /** A sheet that speaks of its clips has changed since they were last delivered. */
  hasNewSheet: boolean;
  /** After a run that failed as a whole: not before this moment. */
  againMs: number;
  /** How often in a row a run failed as a whole. */
  tries: number;
  /** When its last run began; 0 before the first. */
  lastRunMs: number;
  /** Clips that are not up although they were whole: name → why, and their files. Solved, or gone, they are forgotten. */
  readonly troubled: Map<string, ClipTrouble>;
  /** Programs that were named as what reads its camera originals. */
  readonly toldTools: Set<string>;
}

export function createWatchedCard(card: Card, key: string, nowMs: number): WatchedCard {
  return {
    card,
    key,
    firstMs: nowMs,
    files: new Map(),
    markers: new Map(),
    links: [],
    folders: new Map(),
    changedMs: nowMs,
    hasNewSheet: false,
    againMs: 0,
    tries: 0,
    lastRunMs: 0,
    troubled: new Map(),
    toldTools: new Set(),
  };
}

/** Takes in what a walk found; what is not there any more is forgotten. Tells whether anything changed. */
export function noteWalk(watched: WatchedCard, walked: Walked, nowMs: number): boolean {
  let hasChanged = false;
  for (const path of watched.files.keys()) {
    if (walked.files.has(path)) continue;
    forgetFile(watched, path);
    hasChanged = true;
  }
  for (const [path, look] of walked.files) hasChanged = noteLook(watched, path, look, nowMs) || hasChanged;
  for (const path of watched.markers.keys()) {
    if (!walked.markers.has(path)) hasChanged = watched.markers.delete(path) || hasChanged;
  }
  for (const [path, look] of walked.markers) {
    const before = watched.markers.get(path);
    const seen = see(before, look, nowMs);
    if (seen === before) continue;
    watched.markers.set(path, seen);
    hasChanged = true;
  }
  watched.links = walked.links;
  watched.folders = walked.folders;
  if (hasChanged) watched.changedMs = nowMs;
  return hasChanged;
}

/** A clip that somebody took away is in nobody's way any more. */
export function forgetFile({ files: tracked, troubled }: WatchedCard, gone: string): void {
  tracked.delete(gone);
  for (const [clip, { files }] of troubled) if (files.includes(gone)) troubled.delete(clip);
}

/** Takes in one look at one file. Tells whether it is new or has changed. */
export function noteLook(watched: WatchedCard, path: string, look: Seen["look"], nowMs: number): boolean {
  const file = watched.files.get(path);
  const seen = see(file?.seen, look, nowMs);
  if (file && seen === file.seen) return false;
  const isTaken = file?.isTaken === true && hasSameContent(file.seen.look, look);
  if (file && isTaken) {
    file.seen = seen;
    return false;
  }
  watched.files.set(path, {
    seen,
    proof: undefined,
    openBy: undefined,
    isTaken: false,
    againMs: undefined,
    tries: 0,
    wait: file?.wait,
  });
  watched.changedMs = nowMs;
  return true;
}

/** Has any folder been deleted and made again under its name? */
export function hasOtherFolders(before: Walked["folders"], after: Walked["folders"]): boolean {
  for (const [path, { inode, birthtimeMs }] of after) {
    const known = before.get(path);
    if (known && (known.inode !== inode || known.birthtimeMs !== birthtimeMs)) return true;
  }
  return false;
}
