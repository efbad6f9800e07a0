// Where a proxy lies so that CatDV finds it, and what CatDV calls it: by its media stores, else in one folder. Pure.
import { withoutEnd } from "../../domain/without-end.ts";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { OdailiesError } from "../../domain/errors.ts";
import type { OutgoingFile } from "../../domain/delivery.ts";
import { fileKey } from "../file-key.ts";
import type { MediaStore } from "./api.ts";

/** Two folders of the server's that hold the same files: as the camera made them, and as proxies. */
export interface StorePair {
  readonly hires: string;
  readonly proxy: string;
}

/** Hires and web proxy belong together where their order is the same. */
export function pairStores(stores: readonly MediaStore[]): readonly StorePair[] {
  return stores.flatMap(({ paths }) =>
    paths
      .filter(({ mediaType }) => mediaType === "hires")
      .flatMap(({ path, pathOrder }) => {
        const proxies = paths.filter((each) => each.mediaType === "proxy" && each.pathOrder === pathOrder);
        const proxy = proxies.find(({ target }) => target === "web") ?? proxies.find(({ target }) => !target);
        return proxy ? [{ hires: path, proxy: proxy.path }] : [];
      }),
  );
}

export interface MediaPlace {
  /** Absolute, on this computer. */
  readonly path: string;
  /** A folder on this computer that has to be there already: a volume that is not mounted is never filled. */
  readonly root: string;
  /** As CatDV spells it: of the camera file where a media store leads from there to the proxy, else of this file. */
  readonly filePath: string;
  /** The camera file on this computer where `filePath` means that one. */
  readonly hires?: string;
}

export interface PlacesOfMedia {
  readonly pairs: readonly StorePair[];
  /** CatDV's spelling of a folder → this computer's, where the two differ. */
  readonly roots: Readonly<Record<string, string>>;
  /** Takes what no media store covers. */
  readonly folder?: string | undefined;
}

export interface FileToPlace extends Pick<OutgoingFile, "role" | "clipName"> {
  /** The camera file that it is made from; undefined of a file sent by hand. */
  readonly source: string | undefined;
}

/** Throws `upload_failed` where nothing says where the file could lie, or where that would be among camera files. */
export function placeMedia(file: FileToPlace, { pairs, roots, folder }: PlacesOfMedia): MediaPlace {
  const { source } = file;
  for (const { hires, proxy } of source === undefined ? [] : pairs) {
    const inside = source && insideOf(toLocal(hires, roots), source);
    if (inside === undefined || inside === "") continue;
    const root = toLocal(proxy, roots);
    requireOutside(toLocal(hires, roots), root);
    const stem = inside.replace(/\.[^./\\]+$/, "");
    const path = join(root, `${stem}${file.role === "log" ? "_log" : ""}.mp4`);
    if (file.role === "log") return { path, root, filePath: spell(proxy, relative(root, path)) };
    return { path, root, filePath: spell(hires, inside), ...(source && { hires: source }) };
  }
  if (folder === undefined) throw noPlace(file);
  const path = join(folder, fileKey(file));
  if (source !== undefined) requireOutside(dirname(source), path);
  return { path, root: folder, filePath: toServer(path, roots) };
}

function toLocal(path: string, roots: Readonly<Record<string, string>>): string {
  for (const [there, here] of longestFirst(Object.entries(roots))) {
    const rest = restOf(there, path);
    if (rest !== undefined) return join(here, rest.replaceAll("\\", "/"));
  }
  return path;
}

function toServer(path: string, roots: Readonly<Record<string, string>>): string {
  for (const [there, here] of longestFirst(Object.entries(roots), 1)) {
    const inside = insideOf(here, path);
    if (inside !== undefined) return spell(there, inside);
  }
  return path;
}

/** Relative to `folder`; undefined for what does not lie in it. */
function insideOf(folder: string, path: string): string | undefined {
  const inside = relative(folder, path);
  return inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : inside;
}

function restOf(folder: string, path: string): string | undefined {
  const root = withoutEnd(folder, "/\\");
  if (path === root || path === folder) return "";
  return path.startsWith(`${root}/`) || path.startsWith(`${root}\\`)
    ? path.slice(root.length + 1)
    : undefined;
}

/** With the separators that the server's own folder has. */
function spell(folder: string, inside: string): string {
  const separator = folder.includes("\\") ? "\\" : "/";
  return [withoutEnd(folder, "/\\"), ...inside.split(sep)].join(separator);
}

function longestFirst(entries: [string, string][], by: 0 | 1 = 0): [string, string][] {
  return entries.sort((a, b) => b[by].length - a[by].length);
}

/** Nothing is ever written among what the camera made. */
function requireOutside(cameraFolder: string, path: string): void {
  if (insideOf(cameraFolder, path) === undefined) return;
  throw new OdailiesError(
    "config_invalid",
    `The proxies would lie among the camera's files, in ${cameraFolder}.`,
    {
      hint: "Set media-folder in [destinations.catdv], or the media store in CatDV, to a folder of their own.",
    },
  );
}

function noPlace({ clipName, source }: FileToPlace): OdailiesError {
  const why =
    source === undefined
      ? `nothing says which camera file ${clipName} was made from`
      : `${source} lies in no folder of CatDV's media stores`;
  return new OdailiesError("upload_failed", `CatDV has no place for ${clipName}: ${why}.`, {
    hint: 'Set media-folder in [destinations.catdv] to a folder that CatDV sees, or media = "upload".',
    retryable: false,
  });
}
