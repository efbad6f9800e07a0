// Folders as named volumes: a plan names files by them, and every machine says for itself where each of them is.
import { basename } from "node:path";

export interface NamedRoots {
  /** Name → folder. */
  readonly roots: Record<string, string>;
  /** The name of one of the folders. */
  readonly rootOf: (folder: string) => string;
}

/** A folder's own name; a second one of that name gets a number. Names hold no `=`, which ends them in `--root`. */
export function nameRoots(folders: readonly string[]): NamedRoots {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const folder of folders) {
    if (names.has(folder)) continue;
    const own = basename(folder).normalize("NFC").replaceAll("=", "_") || "root";
    let name = own;
    for (let number = 2; taken.has(name); number += 1) name = `${own}-${number}`;
    taken.add(name);
    names.set(folder, name);
  }
  return {
    roots: Object.fromEntries([...names].map(([folder, name]) => [name, folder])),
    rootOf: (folder) => {
      const name = names.get(folder);
      if (name === undefined) throw new Error(`${folder} is none of the roots`);
      return name;
    },
  };
}
