// Is the file on the card still the one that was delivered, or that the delivered one was made from?
import { hashFile } from "../checksums/file-hasher.ts";
import type { HashList } from "../checksums/hash-list.ts";
import { type FileVerification, verifyFiles } from "../checksums/verify-files.ts";
import { filesOfSource, type FoundFile, type Receipt } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import { hashListProblem } from "../deliver/check/verify-hashes.ts";
import type { MhlRule } from "../plan/offload/read-card-lists.ts";
import { hasSameEnds, isSameSource, type SourceIdentity } from "../ledger/source-identity.ts";
import type { Comparison } from "./comparison.ts";

export interface SourceContext {
  /** Compare sizes and dates; read no file to its end. */
  readonly isQuick: boolean;
  readonly lists: readonly HashList[];
  readonly mhl: MhlRule;
  readonly signal: AbortSignal;
}

export interface SourceComparison {
  readonly source: Comparison;
  /** Undefined where no hash list speaks of the file. */
  readonly listed?: Comparison;
}

interface Sent {
  readonly source: SourceIdentity;
  readonly receipt: Receipt;
}

/** `file` is undefined where it is not on the card any more. A file is read to its end at most twice, mostly once. */
export async function checkSource(
  sent: Sent,
  file: FoundFile | undefined,
  context: SourceContext,
): Promise<SourceComparison> {
  if (!file) return { source: { proof: "unknown", words: "not on the card any more" } };
  const partCount = 1 + (sent.source.parts?.length ?? 0);
  const files = filesOfSource(file);
  if (files.length !== partCount) {
    return { source: changed(`${files.length} of its files now, ${partCount} when it was sent`) };
  }
  if (file.sizeBytes !== sent.source.sizeBytes) {
    return { source: changed(`${file.sizeBytes} bytes now, ${sent.source.sizeBytes} when it was sent`) };
  }
  try {
    if (context.isQuick) return { source: await checkQuickly(sent, file) };
    const list = await checkList(file, context);
    const listed = list && compareList(list, context.mhl);
    const source =
      sent.receipt.action === "passthrough"
        ? await checkBytes(sent.receipt, file, list, context.signal)
        : await checkEnds(sent, file, list);
    return { source, ...(listed && { listed }) };
  } catch (error) {
    context.signal.throwIfAborted();
    const why = error instanceof OdailiesError ? error.message : (error as Error).message;
    return { source: { proof: "unknown", words: `cannot be read (${why.replace(/\.$/, "")})` } };
  }
}

async function checkQuickly({ source }: Sent, file: FoundFile): Promise<Comparison> {
  if (await isSameSource(source, file)) return { proof: "size", words: "the same size and date" };
  return changed("the same size, but another beginning or end than when it was sent");
}

async function checkList(
  file: FoundFile,
  { lists, mhl, signal }: SourceContext,
): Promise<FileVerification | undefined> {
  if (lists.length === 0 && mhl !== "require") return undefined;
  const listed: FileVerification[] = [];
  for await (const result of verifyFiles(filesOfSource(file), lists, { signal })) {
    if (result.state === "unreadable" || result.state === "missing") throw new Error("a read error");
    listed.push(result);
  }
  // Of several files the weakest speaks for all.
  const weakest =
    listed.find((result) => hashListProblem(result, mhl) !== undefined) ??
    listed.find(({ state }) => state !== "verified") ??
    listed[0];
  return weakest?.state === "unlisted" && mhl !== "require" ? undefined : weakest;
}

function compareList(list: FileVerification, rule: MhlRule): Comparison {
  const problem = hashListProblem(list, rule);
  if (problem !== undefined) {
    const hint = "Copy the clip from the card or a backup again, and compare.";
    return { proof: "different", words: problem, hint };
  }
  return list.state === "verified"
    ? { proof: "hash", words: `${list.algorithm ?? "hash"} as listed` }
    : { proof: "size", words: "size as listed" };
}

/** The bytes that were sent are those of the file. A list's digest that is on the receipt as well spares reading twice. */
async function checkBytes(
  receipt: Receipt,
  file: FoundFile,
  list: FileVerification | undefined,
  signal: AbortSignal,
): Promise<Comparison> {
  if (list?.actual !== undefined && (list.algorithm === "xxh64" || list.algorithm === "md5")) {
    const { algorithm, actual } = list;
    if (actual === receipt[algorithm]) return { proof: "hash", words: `${algorithm} as sent` };
    return changed(`its ${algorithm} is ${actual}, ${receipt[algorithm]} was sent`);
  }
  const { sha256, xxh64 } = await hashFile(file.path, { signal });
  if (sha256 === receipt.sha256) return { proof: "hash", words: "sha256 as sent" };
  return changed(`its xxh64 is ${xxh64}, ${receipt.xxh64} was sent`);
}

/** What was sent was made of the file, so its own hash is on no receipt: only its length and its ends are known. */
async function checkEnds(
  { source }: Sent,
  file: FoundFile,
  list: FileVerification | undefined,
): Promise<Comparison> {
  if (!(await hasSameEnds(source, file))) {
    return changed("the same size, but another beginning or end than when its proxy was made");
  }
  if (list?.state === "verified") return { proof: "hash", words: "as its hash list says" };
  return { proof: "size", words: "size, first and last MiB as when its proxy was made" };
}

function changed(words: string): Comparison {
  const hint = "Compare it with another copy; if this one is right, odailies ingest --replace sends it.";
  return { proof: "different", words, hint };
}
