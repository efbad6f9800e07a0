// The editor's media library, as far as it is this project's: folders found before they are made, files by their names.
import type { RetryOptions } from "../../net/retry.ts";
import { type MediaEntry, readId, readListing } from "./api.ts";
import { type CallEditor, notTheEditor } from "./call-editor.ts";
import type { Presence } from "./presence.ts";

export interface Library {
  /** The folder of this path, made where it is missing; the first one where several have its name. */
  ensureFolder(path: readonly string[], signal: AbortSignal): Promise<string>;
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
    walk: async (name, signal, how) => {
      const list = listBy((each) => presence.within(() => call(each), signal, how));
      const files: MediaEntry[] = [];
      const walkBelow = async (folder: string, depth: number): Promise<void> => {
        const entries = await list(folder, signal);
        files.push(...entries.filter(({ isFolder }) => !isFolder));
        if (depth >= DEEPEST) return;
        for (const { id, isFolder } of entries) if (isFolder) await walkBelow(id, depth + 1);
      };
      for (const { id } of foldersOf(await list(undefined, signal, name), name)) await walkBelow(id, 0);
      return files;
    },
  };
}

function foldersOf(entries: readonly MediaEntry[], name: string): readonly MediaEntry[] {
  return entries.filter((each) => each.isFolder && each.name.normalize("NFC") === name.normalize("NFC"));
}
