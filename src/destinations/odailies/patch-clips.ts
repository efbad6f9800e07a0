// Splits patches by what each API version can hold, sends them, and accounts for every clip and every field.
import type { ClipPatch, PatchReport } from "../../domain/delivery.ts";
import { type ClipMetadata, METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../domain/metadata.ts";
import { mergePatches } from "../merge-patches.ts";
import { type ApiVersion, readPatchAnswer, type WirePatch } from "./api.ts";
import { V1_KEYS, V1_ONLY_KEYS, V2_KEYS, type WireKeys, writeFields } from "./map.ts";
import { type BatchAnswer, patchInBatches } from "./patch-in-batches.ts";

/** One round of requests with one allow-list. */
export interface PatchPass {
  readonly version: ApiVersion;
  readonly keys: WireKeys;
  /** Nobody documents these keys: where they are refused, the fields are unsupported and the clip is not to blame. */
  readonly unproven?: true;
}

/**
 * Both versions: v2 takes what it documents, v1 the other thirteen. v1 alone takes all. v2 alone takes what it
 * documents, then the keys that it showed itself. v2 goes first, because it says which clips it does not have.
 */
export function planPasses(versions: readonly ApiVersion[], seenV2Keys: WireKeys): PatchPass[] {
  if (!versions.includes("v2")) return [{ version: "v1", keys: V1_KEYS }];
  const documented: PatchPass = { version: "v2", keys: V2_KEYS };
  if (versions.includes("v1")) return [documented, { version: "v1", keys: V1_ONLY_KEYS }];
  return [documented, { version: "v2", keys: seenV2Keys, unproven: true }];
}

export type SendBatch = (version: ApiVersion, batch: readonly WirePatch[]) => Promise<BatchAnswer>;

/**
 * A clip that one pass refuses still gets the others, and ends in `refused` with the refusal of its fields. A clip
 * that the service does not have is not asked for again.
 */
export async function patchClips(
  patches: readonly ClipPatch[],
  passes: readonly PatchPass[],
  send: SendBatch,
): Promise<PatchReport> {
  const wanted = mergePatches(patches);
  const taken = new Map<string, ClipMetadata>([...wanted.keys()].map((name) => [name, {}]));
  const refused = new Map<string, string>();
  for (const { version, keys, unproven } of passes) {
    const parts = new Map<string, ClipMetadata>();
    const entries: WirePatch[] = [];
    for (const [name, { metadata, blank }] of wanted) {
      const part = writeFields(metadata, keys);
      const fields = { ...part.fields, ...(version === "v2" && blankFields(blank, keys)) };
      if (Object.keys(fields).length === 0 || refused.get(name) === NOT_THERE) continue;
      parts.set(name, part.taken);
      entries.push({ ...fields, name });
    }
    const report = await patchInBatches(entries, (batch) => send(version, batch));
    for (const name of report.taken) taken.set(name, { ...taken.get(name), ...parts.get(name) });
    for (const name of report.missing) refused.set(name, NOT_THERE);
    for (const [name, message] of unproven ? [] : report.refused) {
      refused.set(name, [refused.get(name), message].filter(Boolean).join(" · "));
    }
  }
  return {
    patched: new Map([...taken].filter(([name]) => !refused.has(name))),
    refused: [...refused].map(([name, message]) => ({ name, message })),
    unsupported: findUnsupported(wanted, taken, passes, refused),
  };
}

/** Null takes a value out where v2 is our own server's; nobody asks it of another. */
function blankFields(blank: readonly MetadataProperty[], keys: WireKeys): Readonly<Record<string, null>> {
  return Object.fromEntries(blank.flatMap((property) => (keys[property] ? [[keys[property], null]] : [])));
}

const NOT_THERE = "The service has no clip of this name.";

/** What a v2 answer says of the clips sent: only a list of names that lacks one is a No. */
export function readBatchAnswer(json: unknown, batch: readonly WirePatch[]): BatchAnswer {
  const { names, updated } = readPatchAnswer(json);
  if (names === undefined || (updated !== undefined && updated >= batch.length))
    return { missing: new Set() };
  const fold = (name: string) => name.normalize("NFC").toLowerCase();
  const there = new Set(names.map(fold));
  return { missing: new Set(batch.map(({ name }) => name).filter((name) => !there.has(fold(name)))) };
}

/** Fields that no pass could hold, and those that only unproven keys would have carried and that were refused. */
function findUnsupported(
  wanted: ReadonlyMap<string, Pick<ClipPatch, "metadata">>,
  taken: ReadonlyMap<string, ClipMetadata>,
  passes: readonly PatchPass[],
  refused: ReadonlyMap<string, string>,
): Map<string, readonly MetadataProperty[]> {
  const unsupported = new Map<string, readonly MetadataProperty[]>();
  for (const [name, { metadata }] of wanted) {
    const provenKeys = passes
      .filter(({ unproven }) => !unproven)
      .map(({ keys }) => writeFields(metadata, keys).taken);
    const blamedOnClip = refused.has(name)
      ? Object.fromEntries(provenKeys.flatMap((keys) => Object.entries(keys)))
      : {};
    const left = METADATA_PROPERTY_NAMES.filter(
      (property) =>
        metadata[property] !== undefined &&
        taken.get(name)?.[property] === undefined &&
        !(property in blamedOnClip),
    );
    if (left.length > 0) unsupported.set(name, left);
  }
  return unsupported;
}
