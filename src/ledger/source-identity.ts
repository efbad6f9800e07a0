// Is this the file that was seen before? Paths and mtimes change with every copy; size and content do not.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { filesOfSource, type FoundFile } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import { openOrdinary, UnfitFileError } from "../files/open-ordinary.ts";

/** Relative path, size, mtime, and a digest of length, first and last MiB. */
export interface SourceIdentity {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly quickHash: string;
  /** Of a recording over several files: every one after the first, which is named above. */
  readonly parts?: readonly SourceIdentity[];
}

const END_BYTES = 1024 * 1024;
/** FAT and exFAT keep mtimes to two seconds. */
export const MTIME_TOLERANCE_MS = 2000;

export async function identifySource(file: FoundFile): Promise<SourceIdentity> {
  const [identity, ...parts] = await Promise.all(filesOfSource(file).map(identifyFile));
  if (!identity) throw new Error(`${file.path} has no files`);
  return parts.length > 0 ? { ...identity, parts } : identity;
}

async function identifyFile(file: FoundFile): Promise<SourceIdentity> {
  const { relativePath: path, sizeBytes, mtimeMs } = file;
  return { path, sizeBytes, mtimeMs, quickHash: await quickHash(file) };
}

/** Same size and, within two seconds, the same mtime; else the same size and the same quick hash. All of its files. */
export function isSameSource(known: SourceIdentity, file: FoundFile): Promise<boolean> {
  return isTrueOfFiles(known, file, isSameFile);
}

/** Same size, and the same first and last MiB, whatever the times say. All of its files. */
export function hasSameEnds(known: SourceIdentity, file: FoundFile): Promise<boolean> {
  return isTrueOfFiles(known, file, hasSameFileEnds);
}

/** A recording of more or of fewer files is another one. */
async function isTrueOfFiles(
  known: SourceIdentity,
  file: FoundFile,
  isTrue: (known: SourceIdentity, file: FoundFile) => Promise<boolean>,
): Promise<boolean> {
  const identities = [known, ...(known.parts ?? [])];
  const files = filesOfSource(file);
  if (identities.length !== files.length) return false;
  for (const [index, each] of files.entries()) {
    const identity = identities[index];
    if (!identity || !(await isTrue(identity, each))) return false;
  }
  return true;
}

async function isSameFile(known: SourceIdentity, file: FoundFile): Promise<boolean> {
  if (known.sizeBytes !== file.sizeBytes) return false;
  if (Math.abs(known.mtimeMs - file.mtimeMs) <= MTIME_TOLERANCE_MS) return true;
  return hasSameFileEnds(known, file);
}

async function hasSameFileEnds(known: SourceIdentity, file: FoundFile): Promise<boolean> {
  return known.sizeBytes === file.sizeBytes && known.quickHash === (await quickHash(file));
}

/** A source that changes while it is read is still being written: throws `card_changed`. */
export async function requireUnchanged(source: FoundFile): Promise<void> {
  for (const file of filesOfSource(source)) await requireFileUnchanged(file);
}

async function requireFileUnchanged(file: FoundFile): Promise<void> {
  const now = await stat(file.path).catch(() => undefined);
  if (now?.size === file.sizeBytes && Math.abs(now.mtimeMs - file.mtimeMs) < 1) return;
  throw changed(file);
}

function changed({ relativePath }: FoundFile): OdailiesError {
  return new OdailiesError("card_changed", `${relativePath} changed while it was read.`, {
    hint: "Wait until it is written completely, then run again.",
  });
}

async function quickHash(file: FoundFile): Promise<string> {
  const { path, sizeBytes } = file;
  const handle = await openOrdinary(path).catch((error: unknown) => {
    throw error instanceof UnfitFileError ? changed(file) : error;
  });
  try {
    const hash = createHash("sha256").update(`${sizeBytes}\n`);
    for (const start of new Set([0, Math.max(0, sizeBytes - END_BYTES)])) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(END_BYTES), 0, END_BYTES, start);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest("hex").slice(0, 32);
  } finally {
    await handle.close();
  }
}
