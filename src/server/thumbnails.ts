// Pictures of clips: the one that was uploaded, else the middle frame of the graded file, made when it is needed.
import { mkdir, rm } from "node:fs/promises";
import { existsSync, renameSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import pLimit from "p-limit";
import { type Library, writeAtomically } from "./library/open-library.ts";
import { fileNameOf } from "./library/file-name.ts";
import { absolutePath, PICTURES_FOLDER, placeOnDisk, storagePathOf } from "./library/storage-path.ts";
import { findFile, type StoredFile } from "./library/uploads.ts";
import { reasonOf } from "./reason-of.ts";
import type { EmitServerEvent } from "./server-event.ts";

/** Writes a picture of `video`'s middle frame to `target`, which ends in `.jpg` and is not there yet. */
export type MakeThumbnail = (video: string, target: string) => Promise<void>;

export interface Thumbnails {
  /** The picture's file below the library's folder; undefined when there is no clip or no picture can be made of it. */
  find(project: string, clipName: string): Promise<string | undefined>;
  /** Makes the middle frame after a while, unless a picture has been uploaded by then. */
  makeSoon(project: string, clipName: string): void;
  /** Drops what is waiting and ends with what is under way. */
  close(): Promise<void>;
}

export interface ThumbnailOptions {
  readonly library: Library;
  readonly makeThumbnail: MakeThumbnail | undefined;
  readonly emit: EmitServerEvent;
  /** Time for a client to upload its own picture, which usually comes right after the graded file. */
  readonly delayMs: number;
}

/** `outdated`: the clip was removed, renamed or replaced meanwhile, so that the picture is not, or no more, its own. */
type Attempt = "made" | "in-vain" | "outdated" | "closed";

export function startThumbnails({ library, makeThumbnail, emit, delayMs }: ThumbnailOptions): Thumbnails {
  const oneByOne = pLimit(1);
  const waiting = new Set<NodeJS.Timeout>();
  /** Under way. By target and MD5: after a clip was removed, another file may have the same name and version. */
  const attempts = new Map<string, Promise<Attempt>>();
  /** By the same: tried once, and no picture could be made. */
  const inVain = new Set<string>();
  let isClosed = false;

  const isCurrent = (project: string, { path, md5, version }: StoredFile) => {
    const now = findFile(library, project, path);
    return now?.md5 === md5 && now.version === version;
  };

  async function make(project: string, graded: StoredFile, target: string): Promise<Attempt> {
    if (isClosed) return "closed";
    if (!makeThumbnail) return "in-vain";
    const folder = join(library.folder, dirname(target));
    const partPath = join(folder, `${randomUUID()}.part.jpg`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await makeThumbnail(absolutePath(library, project, graded.path), partPath);
      // Whoever removes a clip removes its pictures in a transaction, too: it sees this one, or is seen.
      return writeAtomically(library, () => {
        if (!isCurrent(project, graded)) return "outdated";
        renameSync(partPath, join(library.folder, target));
        return "made";
      });
    } catch (error) {
      if (!isCurrent(project, graded)) return "outdated";
      const message = `No thumbnail could be made of ${graded.name}: ${reasonOf(error)}.`;
      emit({ type: "warning", code: "thumbnail_failed", message, project, clip: graded.name });
      return "in-vain";
    } finally {
      await rm(partPath, { force: true });
    }
  }

  async function find(project: string, clipName: string): Promise<string | undefined> {
    const uploaded = findFile(library, project, storagePathOf("thumbnail", clipName));
    if (uploaded) return placeOnDisk(project, uploaded.path);
    const graded = findFile(library, project, storagePathOf("graded", clipName));
    if (!graded) return undefined;
    // The version is a folder, so that a name may be as long as a file's name can be.
    const target = join(PICTURES_FOLDER, project, String(graded.version), fileNameOf(clipName, ".jpg"));
    if (existsSync(join(library.folder, target))) return target;
    const key = `${target} ${graded.md5}`;
    if (inVain.has(key)) return undefined;
    const attempt =
      attempts.get(key) ?? oneByOne(() => make(project, graded, target)).finally(() => attempts.delete(key));
    attempts.set(key, attempt);
    const result = await attempt;
    if (result === "outdated") return find(project, clipName);
    if (result === "in-vain") inVain.add(key);
    return result === "made" ? target : undefined;
  }

  return {
    find,
    makeSoon: (project, clipName) => {
      if (isClosed || !makeThumbnail) return;
      const timer = setTimeout(() => {
        waiting.delete(timer);
        // A library that cannot be read now ends no server; whoever asks for the picture is told.
        find(project, clipName).catch(() => undefined);
      }, delayMs);
      timer.unref();
      waiting.add(timer);
    },
    close: async () => {
      isClosed = true;
      for (const timer of waiting) clearTimeout(timer);
      await Promise.allSettled(attempts.values());
    },
  };
}
