// Does a path lie in a folder, and where in it? By names alone: who minds links resolves both before.
import { isAbsolute, relative, sep } from "node:path";

/** Relative to `folder`, `/` between segments; empty for the folder itself, undefined for what lies outside. */
export function pathBelow(folder: string, path: string): string | undefined {
  const below = relative(folder, path);
  // Of another drive on Windows it is absolute; a name may begin with two points and lead nowhere.
  const isOutside = below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  return isOutside ? undefined : below.replaceAll(sep, "/");
}
