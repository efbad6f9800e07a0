// Compares files with what hash lists say of them. Reads only; writes nothing anywhere.
import { startDigest } from "./digest.ts";
import { HASH_ALGORITHMS, type HashAlgorithm } from "./hash-algorithm.ts";
import type { HashList, ListedHash } from "./hash-list.ts";
import { findEntries, type ListedEntry } from "./list-index.ts";
import { readChunks } from "./read-chunks.ts";

export interface FileToVerify {
  /** Absolute path, as the directory listing spelled it. */
  readonly path: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
}

/**
 * `verified` by a digest · `mismatch` of a digest or a size · `missing`: gone since the scan · `size-only`: the size
 * is right and no digest is listed · `unlisted` · `unreadable`. Only `mismatch`, `missing`, `unreadable` are failures.
 */
export type VerificationState = "verified" | "mismatch" | "missing" | "size-only" | "unlisted" | "unreadable";

export interface FileVerification {
  readonly path: string;
  readonly relativePath: string;
  readonly state: VerificationState;
  /** What decided it. */
  readonly algorithm?: HashAlgorithm | "size";
  readonly expected?: string;
  readonly actual?: string;
  /** The list that decided it, by its path. */
  readonly list?: string;
}

type Decision = Omit<FileVerification, "path" | "relativePath">;

/**
 * One result per file, in order. Each file is read at most once, with the best digest of every list and generation that
 * speaks of it; all of them have to match. Times of change do not matter, since copying changes them.
 *
 * Throws the signal's reason when aborted, nothing else.
 */
export async function* verifyFiles(
  files: readonly FileToVerify[],
  lists: readonly HashList[],
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<FileVerification> {
  for (const file of files) {
    const decision = await decide(file, await findEntries(file.path, lists), signal);
    yield { path: file.path, relativePath: file.relativePath, ...decision };
  }
}

async function decide(
  file: FileToVerify,
  records: readonly ListedEntry[],
  signal: AbortSignal | undefined,
): Promise<Decision> {
  const sized = records.filter(({ entry }) => entry.sizeBytes !== undefined);
  const wrong = sized.find(({ entry }) => entry.sizeBytes !== file.sizeBytes);
  if (wrong) {
    const expected = String(wrong.entry.sizeBytes);
    const actual = String(file.sizeBytes);
    return { state: "mismatch", algorithm: "size", expected, actual, list: wrong.list.path };
  }
  const wanted = records.flatMap(({ entry, list }) => {
    const best = bestOf(entry.hashes);
    return best ? { ...best, list: list.path } : [];
  });
  if (wanted.length === 0) {
    const [first] = sized;
    return first ? { state: "size-only", algorithm: "size", list: first.list.path } : { state: "unlisted" };
  }
  let digests: ReadonlyMap<HashAlgorithm, string>;
  try {
    digests = await digestsOf(file.path, new Set(wanted.map(({ algorithm }) => algorithm)), signal);
  } catch (error) {
    signal?.throwIfAborted();
    return { state: (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : "unreadable" };
  }
  const compared = wanted.map(({ algorithm, value, list }) => ({
    algorithm,
    expected: value,
    actual: digests.get(algorithm) ?? "",
    list,
  }));
  const mismatch = compared.find(({ expected, actual }) => expected !== actual);
  return mismatch ? { state: "mismatch", ...mismatch } : { state: "verified", ...compared[0] };
}

function bestOf(hashes: readonly ListedHash[]): ListedHash | undefined {
  const ranked = HASH_ALGORITHMS.flatMap((name) => hashes.filter(({ algorithm }) => algorithm === name));
  return ranked[0];
}

async function digestsOf(
  path: string,
  algorithms: ReadonlySet<HashAlgorithm>,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<HashAlgorithm, string>> {
  const running = await Promise.all(
    Array.from(algorithms, async (algorithm) => ({ algorithm, digest: await startDigest(algorithm) })),
  );
  for await (const chunk of readChunks(path, signal)) {
    for (const { digest } of running) digest.update(chunk);
  }
  return new Map(running.map(({ algorithm, digest }) => [algorithm, digest.digest()]));
}
