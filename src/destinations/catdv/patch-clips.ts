// New values for clips that are there, one after the other: each is read first, and only what differs is written.
import type { ClipPatch, PatchReport } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { ClipMetadata, MetadataProperty } from "../../domain/metadata.ts";
import { mergePatches } from "../merge-patches.ts";
import { type CatalogueOfClips, changeClip, findClip } from "./clips.ts";
import { type Change, type FieldPlaces, planChange } from "./map.ts";

/** A refusal that is about one clip, or about what it was to hold. */
const OF_THE_CLIP = new Set(["metadata_refused", "permission_missing"]);

/** `idOf` is of the newest listing; a clip that it does not show is looked for. */
export async function patchClips(
  patches: readonly ClipPatch[],
  {
    idOf,
    fields,
    ...catalogue
  }: CatalogueOfClips & { readonly fields: FieldPlaces; readonly idOf: (name: string) => number | undefined },
  signal: AbortSignal,
): Promise<PatchReport> {
  const patched = new Map<string, ClipMetadata>();
  const refused: { name: string; message: string }[] = [];
  const unsupported = new Map<string, readonly MetadataProperty[]>();
  for (const [name, { metadata }] of mergePatches(patches)) {
    signal.throwIfAborted();
    const id = idOf(name) ?? (await findClip(catalogue, name, signal))?.ID;
    if (id === undefined) {
      refused.push({ name, message: "CatDV has no clip of this name." });
      continue;
    }
    let change: Change | undefined;
    try {
      await changeClip(
        catalogue.call,
        { id, code: "metadata_refused", plan: (clip) => (change = planChange(clip, metadata, fields)).body },
        signal,
      );
      patched.set(name, change?.taken ?? {});
    } catch (error) {
      if (!(error instanceof OdailiesError) || !OF_THE_CLIP.has(error.code)) throw error;
      refused.push({ name, message: error.message });
    }
    if (change && change.left.length > 0) unsupported.set(name, change.left);
  }
  return { patched, refused, unsupported };
}
