// npm may leave the run bit off a binary when install scripts are disabled: set it, or run a copy that has it.
import { access, chmod, constants, copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";

/**
 * The path under which the file can be run: itself, or a copy in `cacheFolder` where it may not be changed.
 * Throws the file system's error when there is no such file or no way to make it run.
 */
export async function makeExecutable(path: string, cacheFolder: string | undefined): Promise<string> {
  const { mode, size, mtimeMs } = await stat(path);
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    // Try to mend it.
  }
  try {
    await chmod(path, mode | 0o111);
    return path;
  } catch (error) {
    if (cacheFolder === undefined) throw error;
  }
  const copy = join(cacheFolder, `${size}-${Math.round(mtimeMs)}-${basename(path)}`);
  if (await isComplete(copy, size)) return copy;
  await mkdir(cacheFolder, { recursive: true });
  const part = `${copy}.${process.pid}.part`;
  try {
    await copyFile(path, part);
    await chmod(part, 0o755);
    await rename(part, copy);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return copy;
}

async function isComplete(copy: string, size: number): Promise<boolean> {
  try {
    await access(copy, constants.X_OK);
    return (await stat(copy)).size === size;
  } catch {
    return false;
  }
}
