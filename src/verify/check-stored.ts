// Is what was delivered still at the destination, as far as it lets anybody look?
import type { Receipt } from "../domain/clip.ts";
import type { FileHashes } from "../domain/delivery.ts";
import type { Asked } from "../destinations/open-destination.ts";
import { differencesTo, type PictureFacts } from "../plan/clash.ts";
import type { Comparison } from "./comparison.ts";

interface Stored {
  readonly clip: string;
  readonly receipt: Receipt;
  /** What the sent file tells of the clip. */
  readonly facts: PictureFacts;
}

/** Throws the signal's reason when it is aborted. */
export async function checkStored(
  { clip, receipt, facts }: Stored,
  asked: Asked,
  signal: AbortSignal,
): Promise<Comparison> {
  if ("reason" in asked) return { proof: "unknown", words: "not asked" };
  const { listing, destination } = asked;
  const remote = listing.known().get(clip);
  if (!remote) {
    const hint = "If nobody deleted it on purpose, odailies ingest sends it again.";
    return { proof: "different", words: "not listed any more", hint };
  }
  const differences = differencesTo(remote.metadata, facts);
  if (differences.length > 0) {
    const hint = "Find out who replaced it; odailies ingest --force sends this one again.";
    return { proof: "different", words: `another clip: ${differences.join("; ")}`, hint };
  }
  if (destination.readBack) return readBack(receipt, await destination.readBack(receipt.key, signal));
  return hasConfirmedHash(receipt)
    ? { proof: "hash", words: "listed; the storage confirmed its MD5 when it was sent" }
    : { proof: "size", words: "listed; the storage confirmed only its size when it was sent" };
}

type ReadBack = (FileHashes & { readonly sizeBytes: number }) | undefined;

function readBack({ bytes, sha256, xxh64 }: Receipt, there: ReadBack): Comparison {
  const hint = "Find out what happened to it; odailies ingest --force sends it again.";
  if (!there) return { proof: "different", words: "the file is not there any more", hint };
  if (there.sizeBytes !== bytes) {
    return { proof: "different", words: `${there.sizeBytes} bytes there, ${bytes} were sent`, hint };
  }
  if (there.sha256 !== sha256) {
    return { proof: "different", words: `its xxh64 there is ${there.xxh64}, ${xxh64} was sent`, hint };
  }
  return { proof: "hash", words: "read back, sha256 as sent" };
}

/** An ETag of 32 hex digits is the MD5 of the object (Google Cloud Storage, Amazon S3 for a single PUT). */
function hasConfirmedHash({ etag, md5 }: Receipt): boolean {
  return etag?.replaceAll(/^(?:W\/)?"|"$/g, "").toLowerCase() === md5;
}
