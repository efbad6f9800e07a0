// The v2 wire: a sorted list, camelCase keys only, nothing unknown and no clip twice.
import {
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
} from "../../domain/metadata.ts";
import type { ClipChange, StoredClip } from "../library/clips.ts";
import { ApiError } from "./api-error.ts";
import { valueProblem } from "./property-value.ts";
import { type JsonObject, readEntries, readEntry, readName } from "./read-patches.ts";

/** One clip of a GET. Fields without a value are left out. */
export function encodeV2Clip(clip: StoredClip): Record<string, unknown> {
  const fields = METADATA_PROPERTY_NAMES.filter((property) => clip.metadata[property] !== undefined).map(
    (property) => [property, clip.metadata[property]] as const,
  );
  return { name: clip.name, ...Object.fromEntries(fields) };
}

/** Reads a bulk PATCH body; anything that is not exactly right is 400 with the clip and the key in its message. */
export function decodeV2Patches(body: unknown): ClipChange[] {
  const changes = readEntries(body).map((entry, index) => decodeEntry(entry, readName(entry, index)));
  const extra = Object.keys(body as JsonObject).find((key) => key !== "data");
  if (extra !== undefined) throw new ApiError(400, `The body has an unknown key "${extra}".`);
  const seen = new Set<string>();
  for (const { name } of changes) {
    if (seen.has(name)) throw new ApiError(400, `Clip "${name}" is in the request more than once.`);
    seen.add(name);
  }
  return changes;
}

/** Reads the body of a single-clip PATCH; `name` may stand there if it is the clip's. */
export function decodeV2Patch(body: unknown, clipName: string): ClipChange {
  const entry = readEntry(body, "clip");
  if (entry["name"] !== undefined && readName(entry, 0) !== clipName) {
    throw new ApiError(400, 'The "name" in the body is not that of the clip in the URL.');
  }
  return decodeEntry(entry, clipName);
}

/** Null takes a value away. */
function decodeEntry(entry: JsonObject, name: string): ClipChange {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entry)) {
    if (key === "name") continue;
    if (!isProperty(key)) throw new ApiError(400, `Clip "${name}": unknown key "${key}".`);
    const problem = value === null ? undefined : valueProblem(key, value);
    if (problem !== undefined) throw new ApiError(400, `Clip "${name}": "${key}" ${problem}.`);
    fields[key] = value;
  }
  return { name, fields };
}

function isProperty(key: string): key is MetadataProperty {
  return Object.hasOwn(METADATA_PROPERTIES, key);
}
