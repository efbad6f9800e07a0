// The v1 wire: a map by clip name, keys in mixed spelling, unknown keys ignored.
import { METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../domain/metadata.ts";
import type { ClipChange, StoredClip } from "../library/clips.ts";
import { ApiError } from "./api-error.ts";
import { valueProblem } from "./property-value.ts";
import { readEntries, readName } from "./read-patches.ts";

/** Where v1 spells a property otherwise than we do; the rest is spelled alike. */
const V1_SPELLING: Readonly<Partial<Record<MetadataProperty, string>>> = {
  reelName: "reelname",
  whitePointKelvin: "whitepointkelvin",
  whitePointCcShift: "whitepointccshift",
  ndFilter: "ndfilter",
  focalLength: "focallength",
  focusDistance: "focusdistance",
  fileSize: "filesize",
  libraryPath: "librarypath",
};

const PROPERTY_OF_KEY: ReadonlyMap<string, MetadataProperty> = new Map(
  METADATA_PROPERTY_NAMES.map((property) => [v1Key(property), property]),
);

function v1Key(property: MetadataProperty): string {
  return V1_SPELLING[property] ?? property;
}

/** One `"NAME":{…}` of a GET's `data.message`. Fields without a value are left out. */
export function encodeV1Clip(clip: StoredClip): string {
  const fields = METADATA_PROPERTY_NAMES.filter((property) => clip.metadata[property] !== undefined).map(
    (property) => [v1Key(property), clip.metadata[property]] as const,
  );
  return `${JSON.stringify(clip.name)}:${JSON.stringify({ name: clip.name, ...Object.fromEntries(fields) })}`;
}

/**
 * Reads a PATCH body. Unknown keys and null are passed over, a clip may come twice; a known key with a value of
 * the wrong type is 400.
 */
export function decodeV1Patches(body: unknown): ClipChange[] {
  return readEntries(body).map((entry, index) => {
    const name = readName(entry, index);
    const fields: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(entry)) {
      const property = PROPERTY_OF_KEY.get(key);
      if (property === undefined) continue;
      // A client that knows no better says null of what it does not know; inPoint alone is documented to have it.
      if (value === null && property === "inPoint") fields[property] = null;
      if (value === null) continue;
      const problem = valueProblem(property, value);
      if (problem !== undefined) throw new ApiError(400, `Clip "${name}": "${key}" ${problem}.`);
      fields[property] = value;
    }
    return { name, fields };
  });
}
