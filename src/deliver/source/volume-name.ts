// The volume that a folder lies on, as people call it.
import { stat } from "node:fs/promises";
import { basename, dirname, parse } from "node:path";

/** The mount point's own name, or a drive's letter; undefined for what lies on the system's own volume. */
export async function findVolumeName(path: string): Promise<string | undefined> {
  const { root } = parse(path);
  if (/^[a-z]:/i.test(root)) return root.slice(0, 2);
  let at = path;
  try {
    const { dev } = await stat(at);
    while (at !== root && (await stat(dirname(at))).dev === dev) at = dirname(at);
  } catch {
    return undefined;
  }
  return at === root ? undefined : basename(at);
}
