// Video by path: the proxy is put where CatDV looks, and its catalogue entry says where that is.
import { stat } from "node:fs/promises";
import type { Receipt } from "../../domain/clip.ts";
import type { OutgoingClip, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { fileKey } from "../file-key.ts";
import { makeReceipt } from "../make-receipt.ts";
import type { WireClip } from "./api.ts";
import {
  type CatalogueOfClips,
  changeClip,
  createClip,
  findClip,
  referenceOf,
  requireClip,
} from "./clips.ts";
import { copyMedia } from "./copy-media.ts";
import type { FieldPlaces } from "./map.ts";
import { type MediaPlace, placeMedia, type PlacesOfMedia } from "./media-place.ts";
import { clipReference, newClip } from "./new-clip.ts";
import { userFieldsOf } from "./user-fields.ts";

export interface SendContext extends CatalogueOfClips {
  readonly fields: FieldPlaces;
  readonly media: PlacesOfMedia;
  /** User field that holds where the LOG file is. */
  readonly logIdentifier: string | undefined;
  readonly how: RetryOptions;
}

/** The file lies there, whole, before an entry names it. */
export async function sendGraded(
  file: OutgoingFile,
  transfer: Transfer,
  context: SendContext,
): Promise<Receipt> {
  const { signal } = transfer;
  const clip = await file.describe?.();
  const place = placeMedia({ ...file, source: clip?.source }, context.media);
  const hashes = await copyMedia(file, place, transfer);
  // Looked for again before each try: an entry may have been made although the answer did not come.
  await retry(() => enterClip(file, { clip, place }, context, signal), signal, context.how);
  return makeReceipt(file, fileKey(file), hashes);
}

async function enterClip(
  file: OutgoingFile,
  { clip, place }: { readonly clip: OutgoingClip | undefined; readonly place: MediaPlace },
  context: SendContext,
  signal: AbortSignal,
): Promise<void> {
  const { call, catalogueId } = context;
  const { filePath, hires } = place;
  const fileSize = hires === undefined ? file.sizeBytes : (await stat(hires)).size;
  const found = await findClip(context, file.clipName, signal);
  const reference = clipReference(catalogueId, file.clipName);
  const plan = (there: WireClip) => ({
    ...(referenceOf(there) === "" && { clipref: reference }),
    ...(there.media?.filePath !== filePath && { media: { ...there.media, filePath, fileSize } }),
  });
  const entry = found
    ? await changeClip(call, { id: found.ID, plan, code: "upload_failed" }, signal)
    : await createClip(call, newClip(file.clipName, clip, catalogueId, { filePath, fileSize }), signal);
  const path = entry.media?.filePath;
  if (path === undefined || path === filePath) return;
  throw new OdailiesError("upload_failed", `CatDV goes on looking for ${file.clipName} at ${path}.`, {
    hint: `Set the clip's media path to ${filePath} in CatDV, then run the same command again.`,
    retryable: false,
  });
}

/** Of a clip that is there: its own entry tells where the LOG file lies. */
export async function sendLog(
  file: OutgoingFile,
  transfer: Transfer,
  context: SendContext,
): Promise<Receipt> {
  const { signal } = transfer;
  const { call, fields, logIdentifier = "" } = context;
  const found = await requireClip(file, context, signal);
  const source = (await file.describe?.())?.source;
  const place = placeMedia({ ...file, source }, context.media);
  const hashes = await copyMedia(file, place, transfer);
  const plan = (there: WireClip) =>
    userFieldsOf(there)[logIdentifier] === place.filePath
      ? {}
      : { [fields.userFieldsKey]: { [logIdentifier]: place.filePath } };
  await changeClip(call, { id: found.ID, plan, code: "upload_failed" }, signal);
  return makeReceipt(file, fileKey(file), hashes);
}
