// Puts a proxy where CatDV looks for it: written beside, to the disk, then renamed, so that nobody sees half a file.
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { FileHashes, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { readUnchanged } from "../../net/read-unchanged.ts";
import type { MediaPlace } from "./media-place.ts";

/**
 * Replaces what lies there. Throws `destination_unreachable` where the volume is not there, `insufficient_space`,
 * `upload_failed`, what `readUnchanged` throws, and the signal's reason.
 */
export async function copyMedia(
  file: OutgoingFile,
  { path, root }: Pick<MediaPlace, "path" | "root">,
  { signal, onProgress, newHasher }: Transfer,
): Promise<FileHashes> {
  signal.throwIfAborted();
  const isMounted = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isMounted) throw notMounted(root);
  const hasher = newHasher(file.sizeBytes);
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(part, "w");
    try {
      let bytes = 0;
      for await (const chunk of readUnchanged(file)) {
        signal.throwIfAborted();
        await hasher.update(chunk);
        await handle.writeFile(chunk);
        bytes += chunk.byteLength;
        onProgress(bytes);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
    return await hasher.digest();
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw describeWriteError(error, path);
  }
}

function notMounted(root: string): OdailiesError {
  return new OdailiesError("destination_unreachable", `CatDV's folder for proxies, ${root}, is not there.`, {
    hint: "Mount its volume; if it lies elsewhere on this computer, name both in roots of [destinations.catdv].",
    retryable: false,
  });
}

function describeWriteError(error: unknown, path: string): unknown {
  if (error instanceof OdailiesError || !(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new OdailiesError("insufficient_space", `There is no room for ${path}.`, {
      hint: "Make room on the volume of CatDV's proxies, then run the same command again.",
      cause: error,
    });
  return new OdailiesError("upload_failed", `${path} could not be written (${code}).`, {
    hint: "Check the volume of CatDV's proxies and its permissions.",
    retryable: false,
    cause: error,
  });
}
