// The picture of a clip: kept with its media, and made the clip's poster.
import type { Receipt } from "../../domain/clip.ts";
import type { OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { readUnchanged } from "../../net/read-unchanged.ts";
import { fileKey } from "../file-key.ts";
import { makeReceipt } from "../make-receipt.ts";
import { readId, type WireClip } from "./api.ts";
import { requireRead } from "./call-api.ts";
import { type CatalogueOfClips, changeClip, getClip, requireClip } from "./clips.ts";

/** It is read into memory; a still of a video has a hundredth of that. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/**
 * A thumbnail that an earlier attempt at the same file has left there is used again: CatDV would keep a second one.
 * Throws `graded_missing` where there is no such clip.
 */
export async function sendThumbnail(
  file: OutgoingFile,
  transfer: Transfer,
  catalogue: CatalogueOfClips,
): Promise<Receipt> {
  const { call } = catalogue;
  const { signal } = transfer;
  const { bytes, hashes } = await readWhole(file, transfer);
  const found = await requireClip(file, catalogue, signal);
  const code = "upload_failed";
  const media = found.sourceMediaID ?? (await getClip(call, { id: found.ID, code }, signal)).sourceMediaID;
  if (media === undefined) throw withoutMedia(file.clipName);
  const kept = transfer.kept("thumbnail");
  let thumbnail = kept["media"] === String(media) ? Number(kept["thumbnail"]) : Number.NaN;
  if (!Number.isSafeInteger(thumbnail)) {
    const body = { image: bytes.toString("base64url") };
    const path = `/sourcemedia/${media}/thumbnails`;
    const made = await call({ method: "POST", path, body, signal });
    thumbnail = requireRead(made, "a thumbnail", readId, code);
    transfer.keep({ thumbnail: String(thumbnail), media: String(media) });
  }
  const plan = (there: WireClip) => {
    const all = there.thumbnailIds ?? there.thumbnailIDs ?? [];
    if (there.posterID === thumbnail && all.includes(thumbnail)) return {};
    return { posterID: thumbnail, thumbnailIDs: [...new Set([...all, thumbnail])] };
  };
  await changeClip(call, { id: found.ID, plan, code }, signal);
  return makeReceipt(file, fileKey(file), hashes);
}

async function readWhole(file: OutgoingFile, { signal, onProgress, newHasher }: Transfer) {
  signal.throwIfAborted();
  if (file.sizeBytes > LARGEST_BYTES)
    throw new OdailiesError("upload_failed", `The thumbnail of ${file.clipName} is too large for CatDV.`, {
      hint: "Put a picture of at most 32 MB beside the clip.",
      retryable: false,
    });
  const hasher = newHasher(file.sizeBytes);
  const chunks: Uint8Array[] = [];
  for await (const chunk of readUnchanged(file)) {
    await hasher.update(chunk);
    chunks.push(chunk);
  }
  onProgress(file.sizeBytes);
  return { bytes: Buffer.concat(chunks), hashes: await hasher.digest() };
}

function withoutMedia(clipName: string): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `CatDV's clip ${clipName} has no media that a thumbnail could belong to.`,
    {
      hint: "Attach the clip's media in CatDV, then run the same command again.",
      retryable: false,
    },
  );
}
