// Of folders that are named together, one that lies in another: what is in it would be delivered twice.
import { pathBelow } from "../files/path-below.ts";

export interface Nested {
  readonly inner: string;
  readonly outer: string;
}

/** Undefined where all lie apart. A folder named twice lies in itself. */
export function findNested(folders: readonly string[]): Nested | undefined {
  for (const [index, inner] of folders.entries()) {
    const outer = folders.find((each, at) => at !== index && pathBelow(each, inner) !== undefined);
    if (outer !== undefined) return { inner, outer };
  }
  return undefined;
}
