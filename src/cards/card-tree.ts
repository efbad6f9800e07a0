// What a layout sees of a card: a tree of names and sizes, nothing that has to be read.

export interface TreeFile {
  /** As on disk. */
  readonly name: string;
  /** The name without its extension. */
  readonly base: string;
  /** Lower case, without the dot; empty where there is none. */
  readonly extension: string;
  readonly sizeBytes: number;
  readonly folder: TreeFolder;
}

export interface TreeFolder {
  /** As on disk; the card's own name for the root. */
  readonly name: string;
  /** `/` between the segments; empty for the root. */
  readonly relativePath: string;
  /** Undefined for the root. */
  readonly parent: TreeFolder | undefined;
  readonly folders: readonly TreeFolder[];
  readonly files: readonly TreeFile[];
  /** Extensions of the files that lie directly in it, as in `TreeFile.extension`. */
  readonly extensions: ReadonlySet<string>;
  /** Names of the files that lie directly in it, in lower case: cards are FAT, exFAT or UDF. */
  readonly fileNames: ReadonlySet<string>;
}

interface GrowingFolder extends TreeFolder {
  readonly folders: GrowingFolder[];
  readonly files: TreeFile[];
  readonly extensions: Set<string>;
  readonly fileNames: Set<string>;
}

export interface CardTree {
  readonly root: TreeFolder;
  /** One for each path given, in that order. */
  readonly files: readonly TreeFile[];
}

/** Builds the tree of relative paths with `/` between their segments. */
export function growTree(
  rootName: string,
  paths: readonly { readonly relativePath: string; readonly sizeBytes: number }[],
): CardTree {
  const root = newFolder(rootName, "", undefined);
  const folders = new Map<string, GrowingFolder>([["", root]]);
  const files = paths.map(({ relativePath, sizeBytes }) => {
    const folder = folderAt(dirnameOf(relativePath), folders);
    const name = relativePath.slice(relativePath.lastIndexOf("/") + 1);
    const file = { name, ...splitExtension(name), sizeBytes, folder };
    folder.files.push(file);
    folder.extensions.add(file.extension);
    folder.fileNames.add(name.toLowerCase());
    return file;
  });
  return { root, files };
}

function folderAt(path: string, folders: Map<string, GrowingFolder>): GrowingFolder {
  const missing: string[] = [];
  let at = path;
  let folder = folders.get(at);
  while (!folder) {
    missing.push(at);
    at = dirnameOf(at);
    folder = folders.get(at);
  }
  for (const next of missing.reverse()) {
    const child = newFolder(next.slice(next.lastIndexOf("/") + 1), next, folder);
    folder.folders.push(child);
    folders.set(next, child);
    folder = child;
  }
  return folder;
}

function newFolder(name: string, relativePath: string, parent: TreeFolder | undefined): GrowingFolder {
  return { name, relativePath, parent, folders: [], files: [], extensions: new Set(), fileNames: new Set() };
}

function dirnameOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** A leading dot starts no extension: `.DS_Store` has none. */
function splitExtension(name: string): { readonly base: string; readonly extension: string } {
  const dot = name.lastIndexOf(".");
  if (dot <= 0) return { base: name, extension: "" };
  return { base: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() };
}

/** Is it so named? Case does not count, as on the card's own file system. */
export function isNamed(folder: TreeFolder | undefined, name: string): boolean {
  return folder?.name.toUpperCase() === name.toUpperCase();
}

export function childNamed(folder: TreeFolder | undefined, name: string): TreeFolder | undefined {
  return folder?.folders.find((child) => isNamed(child, name));
}

/** The folder and all above it, the innermost first, the card's root last. */
export function lineage(folder: TreeFolder): readonly TreeFolder[] {
  const folders: TreeFolder[] = [];
  for (let at: TreeFolder | undefined = folder; at; at = at.parent) folders.push(at);
  return folders;
}

/** Does a file lie below a folder of that name, which lies directly in `top`? */
export function isBelowChild(file: TreeFile, top: TreeFolder, name: string): boolean {
  return lineage(file.folder).some((folder) => folder.parent === top && isNamed(folder, name));
}
