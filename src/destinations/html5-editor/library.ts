// The editor's media library, as far as it is this project's: folders found before they are made, files by their names.
import { OdailiesError } from "../../domain/errors.ts";
import type { RetryOptions } from "../../net/retry.ts";
import { type MediaEntry, readId, readListing } from "./api.ts";
import { type CallEditor, notTheEditor } from "./call-editor.ts";
import { isGone } from "./editor-error.ts";
import type { Presence } from "./presence.ts";

export interface Library {
  /**
   * Does `work` with the folder of this path, made where it is missing; the first one where several have its name. Once
   * more where the backend refuses a folder that is another one by now: somebody may have deleted it.
   */
  inFolder<Result>(
    path: readonly string[],
    signal: AbortSignal,
    work: (folder: string) => Promise<Result>,
  ): Promise<Result>;
  /** Everything in a folder whose name holds `search`; what is in the root without `folder`. One attempt. */
  list(folder: string | undefined, signal: AbortSignal, search?: string): Promise<readonly MediaEntry[]>;
  /** Every file below the folders that have this name in the root. Each request is tried as often as `how` says. */
  walk(name: string, signal: AbortSignal, how: RetryOptions): Promise<readonly MediaEntry[]>;
}

const PAGE = 100;
/** Deeper than any template goes; a folder that is moved into itself ends somewhere. */
const DEEPEST = 8;

export function createLibrary(
  call: CallEditor,
  { presence, token, host }: { presence: Presence; token: string; host: string },
): Library {
  /** Who comes second waits for the first, or there would be two folders of one name. */
  const folders = new Map<string, Promise<string>>();
  /** Unless another one has found it anew meanwhile. */
  const forget = (key: string, finding: Promise<string>) => {
    if (folders.get(key) === finding) folders.delete(key);
  };

  const listBy =
    (ask: CallEditor): Library["list"] =>
    async (folder, signal, search) => {
      const found = new Map<string, MediaEntry>();
      for (let start = 0; ; start += PAGE) {
        const query = {
          start_number: String(start),
          count: String(PAGE),
          filter: "video,image,folder",
          // What is added meanwhile comes last.
          sort_field: "createTime",
          sort_order: "asc",
          ...(search === undefined ? {} : { search }),
          ...(folder === undefined ? {} : { folder }),
          auth_token: token,
        };
        const { json } = await ask({ method: "GET", path: "mediafiles", query, signal });
        const entries = readListing(json);
        if (!entries) throw notTheEditor(host);
        const known = found.size;
        for (const entry of entries) found.set(entry.id, entry);
        if (entries.length < PAGE || found.size === known) return [...found.values()];
      }
    };

  const list = listBy(call);

  /** Whether a folder was made is looked up before it is tried again: its making is not idempotent. */
  const findOrMake = (name: string, parent: string | undefined, signal: AbortSignal) =>
    presence.within(async () => {
      const there = foldersOf(await list(parent, signal, name), name)[0];
      if (there) return there.id;
      const body = { name, ...(parent === undefined ? {} : { folder: parent }) };
      const { json } = await call({ method: "POST", path: "folders", body, signal });
      const id = readId(json);
      if (id === undefined) throw notTheEditor(host);
      return id;
    }, signal);

  const ensureFolder = async (
    path: readonly string[],
    signal: AbortSignal,
    used: Map<string, Promise<string>>,
  ): Promise<string> => {
    let folder: string | undefined;
    for (const name of path) {
      const parent = folder;
      const key = `${parent ?? ""}/${name}`;
      const finding = folders.get(key) ?? findOrMake(name, parent, signal);
      folders.set(key, finding);
      finding.catch(() => forget(key, finding));
      used.set(key, finding);
      folder = await finding;
    }
    return folder ?? "";
  };

  return {
    list,
    inFolder: async (path, signal, work) => {
      const used = new Map<string, Promise<string>>();
      let folder: string | undefined;
      try {
        folder = await ensureFolder(path, signal, used);
        return await work(folder);
      } catch (error) {
        if (!isFolderRefused(error)) throw error;
        for (const [key, finding] of used) forget(key, finding);
        const now = await ensureFolder(path, signal, new Map());
        if (now === folder) throw error;
        return work(now);
      }
    },
    walk: async (name, signal, how) => {
      const list = listBy((each) => presence.within(() => call(each), signal, how));
      const walkBelow = async (folder: string, depth: number): Promise<MediaEntry[]> => {
        const entries = await list(folder, signal);
        const files = entries.filter(({ isFolder }) => !isFolder);
        if (depth >= DEEPEST) return files;
        const below: MediaEntry[][] = [files];
        for (const { id, isFolder } of entries) if (isFolder) below.push(await walkBelow(id, depth + 1));
        return below.flat();
      };
      const walkAll = async () => {
        const files: MediaEntry[][] = [];
        for (const { id } of foldersOf(await list(undefined, signal, name), name))
          files.push(await walkBelow(id, 0));
        return files.flat();
      };
      try {
        return await walkAll();
      } catch (error) {
        if (!isFolderRefused(error)) throw error;
      }
      // Somebody may have deleted a folder between the listing that shows it and its own.
      return walkAll();
    },
  };
}

/** By its number it may also be something else that does not fit: whoever asks looks again. */
function isFolderRefused(error: unknown): boolean {
  return isGone(error) || (error instanceof OdailiesError && error.context["status"] === 400);
}

function foldersOf(entries: readonly MediaEntry[], name: string): readonly MediaEntry[] {
  return entries.filter((each) => each.isFolder && each.name.normalize("NFC") === name.normalize("NFC"));
}
