// The folder that was named: is it there, may it be read, and is it still the same one afterwards?
import { opendir, stat } from "node:fs/promises";
import type { Card } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";

/** Tells one volume from the next under the same path. */
export interface RootIdentity {
  readonly device: number;
  readonly inode: number;
}

/** Throws `card_not_found`. */
export async function findRoot(card: Card): Promise<RootIdentity> {
  const stats = await stat(card.root).catch((error: unknown) => {
    throw notFound(card, `The folder ${card.root} cannot be found: ${reasonOf(error)}.`, error);
  });
  if (!stats.isDirectory()) {
    throw new OdailiesError("card_not_found", `${card.root} is a file, not a folder.`, {
      hint: "Name the folder it lies in; `odailies upload` sends a single file.",
      context: { root: card.root },
    });
  }
  return { device: stats.dev, inode: stats.ino };
}

/** A mount point that lost its volume is an empty folder with another identity: never "no files found, all done". */
export async function isSameRoot({ root }: Card, { device, inode }: RootIdentity): Promise<boolean> {
  try {
    const listing = await opendir(root);
    try {
      await listing.read();
    } finally {
      await listing.close();
    }
    const stats = await stat(root);
    return stats.dev === device && stats.ino === inode;
  } catch {
    return false;
  }
}

/** What the walk threw, in words; anything that the file system did not say is handed on as it is. */
export function toRootError(card: Card, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return code === "EACCES" || code === "EPERM"
    ? notFound(card, `The folder ${card.root} cannot be read: ${reasonOf(error)}.`, error)
    : removed(card, error);
}

export function removed({ root, name }: Card, cause?: unknown): OdailiesError {
  return new OdailiesError(
    "card_removed",
    `The volume with ${name} was removed while ${root} was being read; nothing on it was changed.`,
    { hint: `Connect ${name} again and run the same command.`, context: { root }, cause },
  );
}

function notFound({ root }: Card, message: string, cause?: unknown): OdailiesError {
  return new OdailiesError("card_not_found", message, {
    hint: "Check the path, that the volume is mounted, and that you may read it.",
    context: { root },
    cause,
  });
}

function codeOf(error: unknown): string | undefined {
  const isFromSystem = error instanceof Error && "syscall" in error && "code" in error;
  return isFromSystem && typeof error.code === "string" ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "no such folder";
  if (code === "ENOTDIR") return "a part of the path is a file";
  if (code === "EACCES" || code === "EPERM") return "permission is missing";
  return error instanceof Error ? error.message : String(error);
}
