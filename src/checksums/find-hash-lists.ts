// Finds the hash lists that may speak of given files.
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isHistoryFolder } from "../domain/history-folder.ts";
import { hashListError } from "./hash-list-error.ts";
import { isChecksumListName, isMhlName } from "./list-names.ts";

/** Copy programs lay their list at the top of a transfer: the day above the card, or the show above the day. */
const FOLDERS_ABOVE = 2;

/**
 * Looks beside the files, in every folder above them up to `root`, and in the two folders above `root`, for `*.mhl`
 * (MHL 1.x), `ascmhl/*.mhl` (ASC MHL) and plain lists such as `*.md5`. Other branches of the tree are not searched, links are not followed.
 *
 * @param root Absolute path of the card.
 * @param files Their paths relative to `root`, `/` between segments.
 * @returns Absolute paths, sorted.
 * @throws OdailiesError `verify_failed` when a folder of the card cannot be listed.
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
  const found: (readonly string[])[] = [];
  for (const folder of folders) found.push(await listsIn(join(root, folder), true));
  for (const folder of foldersAbove(root)) found.push(await listsIn(folder, false).catch(() => []));
  return found.flat().toSorted();
}

function foldersAbove(root: string): readonly string[] {
  const folders = new Set<string>();
  for (let folder = dirname(root); folders.size < FOLDERS_ABOVE; folder = dirname(folder)) {
    if (folders.has(folder) || folder === root) break;
    folders.add(folder);
  }
  return [...folders];
}

async function listsIn(folder: string, isBeside: boolean): Promise<readonly string[]> {
  const entries = await entriesOf(folder);
  const own = entries.filter(
    (entry) => entry.isFile() && (isMhlName(entry.name) || isChecksumListName(entry.name, isBeside)),
  );
  const histories = entries.filter((entry) => entry.isDirectory() && isHistoryFolder(entry.name));
  const inHistories = await Promise.all(
    histories.map(async ({ name }) => {
      const manifests = await entriesOf(join(folder, name));
      return manifests
        .filter((entry) => entry.isFile() && isMhlName(entry.name))
        .map((entry) => join(folder, name, entry.name));
    }),
  );
  return [...own.map(({ name }) => join(folder, name)), ...inHistories.flat()];
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw hashListError("unreadable", folder, message, cause);
  }
}
