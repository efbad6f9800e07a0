// What the fake editor backend holds: users, folders, media files and the uploads that make them.
import { createHash } from "node:crypto";

export interface EditorFolder {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly parent: string | undefined;
}

export interface EditorError {
  readonly type: string;
  readonly message: string;
  readonly title: string;
}

export interface EditorMedia {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly size: number;
  readonly begunMs: number;
  readonly folder: string | undefined;
  /** In the order in which they came. */
  pieces: Buffer[];
  received: number;
  status: "upload" | "convert" | "prepare_thumbnails" | "ready";
  error?: EditorError;
  isUsedInProject?: boolean;
}

/** The names of media errors, as they are published. */
export function editorError(type: string): EditorError {
  return { type, message: `The backend says ${type}.`, title: type };
}

export function bytesOf({ pieces }: EditorMedia): Buffer {
  return Buffer.concat(pieces);
}

export function sha256Of(media: EditorMedia): string {
  return createHash("sha256").update(bytesOf(media)).digest("hex");
}

export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

const KINDS: Readonly<Record<string, string>> = { mp3: "audio", m4a: "audio", png: "image", jpg: "image" };

/** As one entry of a list, and as the answer to a question for one. Times are in 100 ns, in whole numbers. */
export function mediaEntry(media: EditorMedia): Record<string, unknown> {
  const filetype = extensionOf(media.name);
  return {
    id: media.id,
    name: media.name,
    type: "uploaded",
    filetype,
    mediaType: KINDS[filetype] ?? "video",
    duration: media.status === "ready" ? 20_000_000 : 0,
    size: media.size,
    status: media.status,
    progress: Math.floor((100 * media.received) / media.size),
    ...(media.error && { error: media.error }),
  };
}

function folderEntry({ id, name }: EditorFolder): Record<string, unknown> {
  return { id, name, filetype: "folder", size: 0, duration: 0, status: "ready" };
}

export interface EditorLibrary {
  readonly folders: Map<string, EditorFolder>;
  readonly media: Map<string, EditorMedia>;
}

/** A folder with all that is in it. */
export function removeFolder({ folders, media }: EditorLibrary, id: string): void {
  for (const { id: inner, parent } of [...folders.values()]) {
    if (parent === id) removeFolder({ folders, media }, inner);
  }
  for (const file of [...media.values()]) if (file.folder === id) media.delete(file.id);
  folders.delete(id);
}

/** `GET /api/mediafiles`: one folder's entries, or those of the root; undefined for a folder that is not there. */
export function listEntries(
  { folders, media }: EditorLibrary,
  owner: string,
  query: URLSearchParams,
): { total_count: number; entries: Record<string, unknown>[] } | undefined {
  const folder = query.get("folder") ?? undefined;
  if (folder !== undefined && folders.get(folder)?.owner !== owner) return undefined;
  const filter = query.get("filter")?.split(",");
  const search = (query.get("search") ?? "").toLowerCase();
  const all = [
    ...[...folders.values()]
      .filter(({ parent, owner: whose }) => parent === folder && whose === owner)
      .map(folderEntry),
    ...[...media.values()].filter((file) => file.folder === folder && file.owner === owner).map(mediaEntry),
  ].filter(({ name, filetype, mediaType }) => {
    const kind = filetype === "folder" ? "folder" : String(mediaType);
    return String(name).toLowerCase().includes(search) && (filter === undefined || filter.includes(kind));
  });
  const field = query.get("sort_field") ?? "createTime";
  if (field === "name") all.sort((a, b) => (String(a["name"]) < String(b["name"]) ? -1 : 1));
  if (field === "size" || field === "duration") all.sort((a, b) => Number(a[field]) - Number(b[field]));
  if ((query.get("sort_order") ?? "desc") === "desc") all.reverse();
  const start = Number(query.get("start_number") ?? 0);
  return { total_count: all.length, entries: all.slice(start, start + Number(query.get("count") ?? 20)) };
}
