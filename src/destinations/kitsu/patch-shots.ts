// New values for clips: one request per shot, which adds to what is there; every clip and every field is accounted for.
import pLimit from "p-limit";
import type { ClipPatch, PatchReport } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { ClipMetadata, MetadataProperty } from "../../domain/metadata.ts";
import { mergePatches } from "../merge-patches.ts";
import { ROWS, type WireShot } from "./api.ts";
import { callKitsu } from "./call-kitsu.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { isDelivered, KITSU_FIELDS, writeShot } from "./map.ts";
import { requireColumns } from "./require-columns.ts";
import { requireSequence, sequenceOf } from "./require-sequence.ts";

const AT_ONCE = 4;
/** The sequence has another shot of this name. */
const TAKEN = 400;
const NOT_THERE = "Kitsu has no dailies of this name.";

export async function patchShots(
  patches: readonly ClipPatch[],
  link: KitsuLink,
  signal: AbortSignal,
): Promise<PatchReport> {
  const wanted = mergePatches(patches);
  const properties = new Set([...wanted.values()].flatMap(({ metadata }) => propertiesOf(metadata)));
  const without = await requireColumns([...properties], link, signal);
  const isTaken = (property: MetadataProperty) => KITSU_FIELDS.includes(property) && !without.has(property);

  const outcomes = await pLimit(AT_ONCE).map(wanted, async ([name, { metadata, blank }]) => {
    const left = propertiesOf(metadata).filter((property) => !isTaken(property));
    const taken = Object.fromEntries(
      propertiesOf(metadata)
        .filter(isTaken)
        .map((property) => [property, metadata[property]]),
    ) as ClipMetadata;
    return { name, taken, left, refusal: await putValues(name, { metadata: taken, blank }, link, signal) };
  });
  const patched = new Map<string, ClipMetadata>();
  const refused: { readonly name: string; readonly message: string }[] = [];
  const unsupported = new Map<string, readonly MetadataProperty[]>();
  for (const { name, taken, left, refusal } of outcomes) {
    if (refusal === undefined) patched.set(name, taken);
    else refused.push({ name, message: refusal });
    if (left.length > 0) unsupported.set(name, left);
  }
  return { patched, refused, unsupported };
}

/** Undefined where the server took them; else why not. Throws what stops the run. */
async function putValues(
  name: string,
  { metadata, blank }: Omit<Required<ClipPatch>, "name">,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { shots } = link;
  const shot = shots.get(name);
  if (!shot || !isDelivered(shot)) return NOT_THERE;
  const body = writeShot(metadata, blank);
  if (Object.keys(body).length === 0) return undefined;
  try {
    // First: where only this was done, the values are still missed and sent again.
    const sequence_name = await sortIn(shot, metadata, link, signal);
    const updated = await callKitsu(link, {
      ...{ method: "PUT", path: `/data/entities/${shot.id}`, body, shape: ROWS.shot },
      ...{ deed: `take the values of ${name}`, isOfClip: true, signal },
    });
    if (updated)
      shots.set(name, { ...shot, sequence_name, data: updated.data, description: updated.description });
    return undefined;
  } catch (error) {
    if (error instanceof OdailiesError && error.code === "upload_failed") return error.message;
    throw error;
  }
}

/** A shot that nothing was known of moves to its scene; one that a person has put somewhere stays there. */
async function sortIn(
  { id, name, sequence_name }: WireShot,
  metadata: ClipMetadata,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  const { own } = link;
  const sequence = sequenceOf(metadata, link);
  if (sequence === undefined || sequence_name !== own.unsorted || sequence === own.unsorted)
    return sequence_name;
  const body = { parent_id: await requireSequence(sequence, link, signal) };
  const moved = await callKitsu(link, {
    ...{ method: "PUT", path: `/data/entities/${id}`, body, shape: ROWS.shot, accepts: [TAKEN], signal },
    ...{ deed: `move ${name} to its sequence`, isOfClip: true },
  });
  return moved ? sequence : sequence_name;
}

function propertiesOf(metadata: ClipMetadata): readonly MetadataProperty[] {
  return (Object.keys(metadata) as MetadataProperty[]).filter((property) => metadata[property] !== undefined);
}
