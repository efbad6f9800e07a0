// Does a name follow one of the habits of a camera?
import { parseClipName } from "../domain/clip-name.ts";
import type { Camera } from "./camera.ts";

/** `base` is a file's name without its extension. */
export function isOwnName(base: string, { clipNames = [] }: Pick<Camera, "clipNames">): boolean {
  const grammar = parseClipName(base)?.grammar;
  return grammar !== undefined && clipNames.includes(grammar);
}
