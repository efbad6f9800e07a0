// Finds the hash lists that may speak of given files.
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hashListError } from "./hash-list-error.ts";
import { ASC_MHL_FOLDER } from "./read-mhl.ts";

/**
 * Looks beside the files and in every folder above them, up to `root` and no further, for `*.mhl` (MHL 1.x) and
 * `ascmhl/*.mhl` (ASC MHL). Other branches of the tree are not searched, links are not followed.
 *
 * @param root Absolute path of the card.
 * @param files Their paths relative to `root`, `/` between segments.
 * @returns Absolute paths, sorted.
 * @throws OdailiesError `verify_failed` when a folder cannot be listed.
 */
export async function findHashLists(
  root: string,
  files: readonly { readonly relativePath: string }[],
): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const { relativePath } of files) {
    let folder = dirname(relativePath);
    while (!folders.has(folder)) {
      folders.add(folder);
      folder = dirname(folder);
    }
  }
  const found: string[] = [];
  for (const folder of folders) {
    const path = join(root, folder);
    found.push(...(await listsIn(path)), ...(await listsIn(join(path, ASC_MHL_FOLDER))));
  }
  return found.toSorted();
}

async function listsIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /^(?!\._).+\.mhl$/i.test(entry.name))
      .map(({ name }) => join(folder, name));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw hashListError("unreadable", folder, message, cause);
  }
}
