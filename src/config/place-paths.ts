// Where a path that was given lies: relative ones belong to the folder of whoever gave them.
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Setting } from "./setting.ts";

/** Absolute paths for a setting that holds some; any other value as it is. */
export function placePaths(
  { path, word }: Pick<Setting, "path" | "word">,
  value: unknown,
  folder: string,
): unknown {
  if (path === undefined) return value;
  const place = (each: unknown) =>
    typeof each === "string" && each !== word ? placePath(each, folder, path) : each;
  return Array.isArray(value) ? value.map(place) : place(value);
}

function placePath(given: string, folder: string, use: NonNullable<Setting["path"]>): string {
  // A program by its name alone is looked for on the PATH.
  if (use === "program" && !/[/\\]/.test(given)) return given;
  // In a file no shell has said what it means.
  if (given.startsWith("~/")) return resolve(homedir(), given.slice(2));
  return resolve(folder, given);
}
