// What copy programs leave to say that they are at work, or done: names alone, no file is opened.
import { greatest } from "../domain/greatest.ts";
import { basename } from "node:path";
import { isHistoryFolder } from "../domain/history-folder.ts";
import { CHECKPOINT, finishedName, isHiddenFile, isSystemFolder } from "../plan/map-files.ts";
import { isAbandoned, type Patience, type Seen } from "./settle.ts";

/** Where `--after move` puts what is done, and what cannot be done. */
export const DONE_FOLDER = "_done";
export const FAILED_FOLDER = "_failed";

/** What a scan does not look into either, e.g. rsync's `--partial-dir`, and what is done with. */
export function isFolderLeftAlone(name: string): boolean {
  return name === DONE_FOLDER || name === FAILED_FOLDER || isSystemFolder(name);
}

/** `marker` says something about other files and is never taken itself; `nothing` is not even remembered. */
export type NameKind = "file" | "marker" | "nothing";

export function sortName(name: string, inHashFolder: boolean, doneFile: string | undefined): NameKind {
  if (name === doneFile || name === CHECKPOINT || isHashList(name)) return "marker";
  if (inHashFolder || name.startsWith("._")) return "nothing";
  if (finishedName(name) !== undefined) return "marker";
  return isHiddenFile(name) ? "nothing" : "file";
}

function isHashList(name: string): boolean {
  return /\.mhl$/i.test(name) && !name.startsWith(".");
}

export interface Copying {
  /** Markers of the card by relative path, as they were seen. */
  readonly markers: ReadonlyMap<string, Seen>;
  /** When the card was first looked at. */
  readonly firstMs: number;
  readonly doneFile: string | undefined;
  readonly patience: Patience;
}

/** What the markers of a card say about its files. */
export interface CopierWord {
  /** Why the file is not finished, as a sentence; undefined where nothing says so. */
  hold(path: string, seen: Seen): string | undefined;
  /** When the word was seen that what lies here is complete. */
  finishedMs(path: string): number | undefined;
}

/** A copy that was broken off leaves its marker for ever; a copy of one large file may go on for long. */
const LONG = 6;

/** A marker that nobody has touched for long says nothing any more, unless it is the done-file. */
export function readMarkers({ markers, firstMs, doneFile, patience }: Copying): CopierWord {
  const unfinished = new Map<string, string>();
  const finished = new Map<string, number>();
  const noteFinished = (folder: string, ms: number) =>
    finished.set(folder, Math.max(ms, finished.get(folder) ?? 0));
  for (const [path, { firstMs: appearedMs, sinceMs }] of markers) {
    const [folder = "", above = ""] = foldersAbove(path);
    const name = path.slice(folder.length);
    if (name === doneFile) noteFinished(folder, sinceMs);
    // One that was there at the first look may be older than the copy, or a part of it.
    else if (isHashList(name) && appearedMs > firstMs)
      noteFinished(isHistoryFolder(basename(folder)) ? above : folder, sinceMs);
    const will = finishedName(name);
    if (will !== undefined) unfinished.set(`${folder}${will}`, path);
  }
  const isStale = (marker: Seen, file: Seen, times: number) => {
    const patienceMs = times * patience.patienceMs;
    return (
      isAbandoned(marker, { ...patience, patienceMs }) && patience.nowMs - file.sinceMs >= patience.patienceMs
    );
  };
  return {
    hold: (path, seen) => {
      if (isFinderBusy(seen.look.birthtimeMs)) return "The Finder is still copying it.";
      const folders = foldersAbove(path);
      for (const checkpointPath of folders.map((folder) => `${folder}${CHECKPOINT}`)) {
        const checkpoint = markers.get(checkpointPath);
        if (checkpoint && !isStale(checkpoint, seen, LONG)) {
          return `o/COPY is not finished here: ${checkpointPath} is there.`;
        }
      }
      const other = unfinished.get(path);
      const marker = other === undefined ? undefined : markers.get(other);
      if (marker && !isStale(marker, seen, 1)) return `${other} beside it is not finished.`;
      const isReleased = doneFile === undefined || folders.some((folder) => markers.has(folder + doneFile));
      return isReleased ? undefined : `${doneFile} is not there yet.`;
    },
    finishedMs: (path) => {
      const times = foldersAbove(path).flatMap((folder) => finished.get(folder) ?? []);
      return times.length === 0 ? undefined : greatest(times);
    },
  };
}

/** The Finder gives a file that it is still copying this date of birth: 24 January 1984, in any time zone. */
function isFinderBusy(birthtimeMs: number): boolean {
  return birthtimeMs > Date.UTC(1984, 0, 23, 10) && birthtimeMs < Date.UTC(1984, 0, 25, 14);
}

/** `a/b/c.mov` → `a/b/`, `a/`, ``. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf("/"); at >= 0; at = path.lastIndexOf("/", at - 1)) {
    folders.push(path.slice(0, at + 1));
    if (at === 0) break;
  }
  return [...folders, ""];
}
