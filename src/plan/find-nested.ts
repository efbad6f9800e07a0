// Of folders that are named together, one that lies in another: what is in it would be delivered twice.
import { isAbsolute, relative } from "node:path";

export interface Nested {
  readonly inner: string;
  readonly outer: string;
}

/** Undefined where all lie apart. A folder named twice lies in itself. */
export function findNested(folders: readonly string[]): Nested | undefined {
  for (const [index, inner] of folders.entries()) {
    const outer = folders.find((each, at) => at !== index && isWithin(inner, each));
    if (outer !== undefined) return { inner, outer };
  }
  return undefined;
}

function isWithin(folder: string, around: string): boolean {
  const path = relative(around, folder);
  return path === "" || (path !== ".." && !/^\.\.[/\\]/.test(path) && !isAbsolute(path));
}
