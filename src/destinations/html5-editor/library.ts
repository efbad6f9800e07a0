// The editor's media library, as far as it is this project's: folders found before they are made, files by their names.
import type { RetryOptions } from "../../net/retry.ts";
import { retry } from "../../net/retry.ts";
import { type MediaEntry, readId, readListing } from "./api.ts";
import { type CallEditor, notTheEditor } from "./call-editor.ts";

export interface Library {
  /** The folder of this path, made where it is missing; the first one where several have its name. */
  ensureFolder(path: readonly string[], signal: AbortSignal): Promise<string>;
  /** Everything in a folder whose name holds `search`; what is in the root without `folder`. */
  list(folder: string | undefined, signal: AbortSignal, search?: string): Promise<readonly MediaEntry[]>;
  /** Every file below the folders that have this name in the root. */
  walk(name: string, signal: AbortSignal): Promise<readonly MediaEntry[]>;
}

const PAGE = 100;
/** Deeper than any template goes; a folder that is moved into itself ends somewhere. */
const DEEPEST = 8;

export function createLibrary(
  call: CallEditor,
  { token, host, retry: retryOptions }: { token: string; host: string; retry: RetryOptions },
): Library {
  /** Who comes second waits for the first, or there would be two folders of one name. */
  const folders = new Map<string, Promise<string>>();
  const once: RetryOptions = {
    ...retryOptions,
    policy: { attempts: 1, networkAttempts: 1, firstDelayMs: 0, longestDelayMs: 0, longestRetryAfterMs: 0 },
  };

  const list: Library["list"] = async (folder, signal, search) => {
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
      const { json } = await call({ method: "GET", path: "mediafiles", query, signal });
      const entries = readListing(json);
      if (!entries) throw notTheEditor(host);
      const known = found.size;
      for (const entry of entries) found.set(entry.id, entry);
      if (entries.length < PAGE || found.size === known) return [...found.values()];
    }
  };

  const findFolders = async (name: string, parent: string | undefined, signal: AbortSignal) =>
    (await list(parent, signal, name)).filter((entry) => entry.isFolder && sameName(entry.name, name));

  /** Whether a folder was made is looked up before it is tried again: its making is not idempotent. */
  const findOrMake = (name: string, parent: string | undefined, signal: AbortSignal) =>
    retry(
      async () => {
        const there = (await findFolders(name, parent, signal))[0];
        if (there) return there.id;
        const body = { name, ...(parent === undefined ? {} : { folder: parent }) };
        const { json } = await call({ method: "POST", path: "folders", body, signal, retry: once });
        const id = readId(json);
        if (id === undefined) throw notTheEditor(host);
        return id;
      },
      signal,
      retryOptions,
    );

  const below = async (folder: string, depth: number, signal: AbortSignal): Promise<MediaEntry[]> => {
    const entries = await list(folder, signal);
    const files = entries.filter(({ isFolder }) => !isFolder);
    if (depth >= DEEPEST) return files;
    for (const { id, isFolder } of entries) {
      if (isFolder) files.push(...(await below(id, depth + 1, signal)));
    }
    return files;
  };

  return {
    list,
    ensureFolder: async (path, signal) => {
      let parent: string | undefined;
      for (const name of path) {
        const key = `${parent ?? ""}/${name}`;
        const inside = parent;
        const finding = folders.get(key) ?? findOrMake(name, inside, signal);
        folders.set(key, finding);
        finding.catch(() => folders.delete(key));
        parent = await finding;
      }
      return parent ?? "";
    },
    walk: async (name, signal) => {
      const files: MediaEntry[] = [];
      for (const { id } of await findFolders(name, undefined, signal))
        files.push(...(await below(id, 0, signal)));
      return files;
    },
  };
}

function sameName(one: string, other: string): boolean {
  return one.normalize("NFC") === other.normalize("NFC");
}
