// A file of this user alone: written beside and renamed; nobody else may read it at any moment.
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, `${text}\n`, { mode: 0o600 });
  await chmod(part, 0o600);
  await rename(part, path);
}
