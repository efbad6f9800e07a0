// What the files behind the editor's entries are and look like; found out once, and kept while there is room.
import { join } from "node:path";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { absolutePath, storagePathOf } from "../library/storage-path.ts";
import { findFile } from "../library/uploads.ts";
import { reasonOf } from "../reason-of.ts";
import type { MediaSummary, ServerContext } from "../server-context.ts";
import type { EditorClip } from "./editor-clip.ts";
import type { EditorOptions, PictureSource } from "./editor-options.ts";

export interface EditorMedia {
  /** Nought and nothing where it cannot be told. */
  read(clip: EditorClip): Promise<MediaSummary>;
  /** The PNG, as the editor wants it, of the clip's thumbnail. */
  poster(clip: EditorClip): Promise<string>;
  /** The same of the picture that is shown then; of the last one behind the end. */
  frame(clip: EditorClip, seconds: number): Promise<string>;
  /** Ends with what is being made. */
  close(): Promise<void>;
}

/** Twice the width in which media tabs and timelines show them. */
const WIDTH = 320;
/** Some hundreds of pictures. */
const MOST_PICTURE_BYTES = 64 * 1024 * 1024;
const MOST_SUMMARIES = 20_000;
/** An ingest on the same machine has its share of the processor. */
const AT_ONCE = 2;

/** Assumed of a video whose rate is not known: the shortest that pictures are mostly shown. */
const SHORT_FRAME_SECONDS = 1 / 60;

const UNKNOWN: MediaSummary = { width: 0, height: 0, audioTracks: [] };

/** A quiet grey, 16 by 9 pixels: better than the sign for a broken picture. */
const NO_PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAJCAAAAAAeQfPuAAAAD0lEQVR42mOQRQMMg0QAAOC9EFHUKZhKAAAAAElFTkSuQmCC";

export function openEditorMedia(
  context: Pick<ServerContext, "library" | "thumbnails" | "readMedia" | "emit">,
  { makePicture, pictures: form }: Pick<EditorOptions, "makePicture" | "pictures">,
): EditorMedia {
  const { library, thumbnails, readMedia, emit } = context;
  const closing = new AbortController();
  const limit = pLimit(AT_ONCE);
  const running = new Set<Promise<unknown>>();
  const work = async <Result>(task: () => Promise<Result>): Promise<Result> => {
    const promise = limit(task);
    running.add(promise);
    return promise.finally(() => running.delete(promise));
  };
  const summaries = openCache<MediaSummary>(MOST_SUMMARIES, () => 1);
  const pictures = openCache<string>(MOST_PICTURE_BYTES, (png) => png.length);

  const pathOf = ({ project, graded }: EditorClip) => absolutePath(library, project, graded.path);
  const inForm = (png: string) => (form === "data-url" ? `data:image/png;base64,${png}` : png);

  const read = (clip: EditorClip) =>
    summaries(keyOf(clip), () => work(async () => (await readMedia?.(pathOf(clip))) ?? UNKNOWN));

  const draw = async (clip: EditorClip, source: Pick<PictureSource, "file" | "atSeconds">) => {
    try {
      const { signal } = closing;
      const png = await work(() => makePicture({ ...source, maxWidth: WIDTH, signal }));
      return png.toString("base64");
    } catch (error) {
      if (!closing.signal.aborted) {
        const message = `No picture could be made of ${clip.name}: ${reasonOf(error)}.`;
        emit({ type: "warning", code: "thumbnail_failed", message, project: clip.project, clip: clip.name });
      }
      return NO_PICTURE;
    }
  };

  return {
    read,
    poster: async (clip) => {
      const { project, name } = clip;
      const found = await thumbnails.find(project, name);
      if (found === undefined) return inForm(NO_PICTURE);
      const uploaded = findFile(library, project, storagePathOf("thumbnail", name));
      const file = join(library.folder, found);
      return inForm(await pictures(`${keyOf(clip)} ${uploaded?.md5}`, () => draw(clip, { file })));
    },
    frame: async (clip, seconds) => {
      const { durationSeconds = 0, frameSeconds = SHORT_FRAME_SECONDS } = await read(clip);
      const last = Math.max(0, Math.round(durationSeconds / frameSeconds) - 1);
      // A time on the very edge of a picture may have been rounded down.
      const index = Math.min(last, Math.floor(seconds / frameSeconds + 1e-3));
      const atSeconds = Math.max(0, (index - 0.5) * frameSeconds);
      const make = () => draw(clip, { file: pathOf(clip), atSeconds });
      return inForm(await pictures(`${keyOf(clip)} at ${index}`, make));
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

/** Another file of the same name has another one. */
function keyOf({ id, graded }: EditorClip): string {
  return `${id} ${graded.md5}`;
}

/** What is asked for while it is made is made once. */
function openCache<Value extends {}>(maxSize: number, sizeCalculation: (value: Value) => number) {
  const cache = new LRUCache<string, Value, () => Promise<Value>>({
    maxSize,
    sizeCalculation,
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context: make }) => make(),
  });
  return async (key: string, make: () => Promise<Value>): Promise<Value> =>
    cache.forceFetch(key, { context: make });
}
