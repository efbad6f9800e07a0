// What CatDV is told beyond address, catalogue and password: `[destinations.catdv]` of a config file.
import { z } from "zod";
import { OdailiesError } from "../../domain/errors.ts";
import { METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../domain/metadata.ts";
import { type KindSetting, readOwn } from "../kind.ts";

const text = z.string().min(1, "is empty");
/** A table of a config file, or `a=b,c=d` in an environment variable. */
const table = z.preprocess(
  (value) => (typeof value === "string" ? Object.fromEntries(value.split(",").map(splitPair)) : value),
  z.record(z.string(), z.string()),
);
const fields = table.refine(
  (value) => Object.keys(value).every((key) => METADATA_PROPERTY_NAMES.includes(key as MetadataProperty)),
  `names what is no property; there are ${METADATA_PROPERTY_NAMES.join(", ")}`,
);

export const CATDV_SETTINGS = {
  user: { about: "who logs in", schema: text },
  media: {
    about: "path: proxies lie where CatDV sees them; upload: they are sent to it",
    schema: z.enum(["path", "upload"]).default("path"),
  },
  mediaFolder: {
    about: "folder for proxies of what no media store of CatDV's covers",
    schema: text.optional(),
    path: "write",
  },
  roots: {
    about: "CatDV's name of a folder = this computer's, where they differ",
    schema: table.default({}),
  },
  fields: { about: "property = identifier or name of a user field", schema: fields.default({}) },
  logField: { about: "user field for where a LOG file lies; none, no LOG files", schema: text.optional() },
  circled: { about: "marked, or the status of a circled take", schema: text.default("marked") },
  inMarker: {
    about: "an event marker at the in point, too",
    schema: z.union([z.boolean(), z.stringbool()]).default(false),
  },
  serverVersion: {
    about: "version of the API, where the server does not tell",
    schema: z.coerce.number().int().positive().optional(),
  },
} as const satisfies Readonly<Record<string, KindSetting>>;

export type CatdvSettings = ReturnType<typeof readOwn<typeof CATDV_SETTINGS>>;

/** Of values that were checked one by one. Throws `config_invalid` where nobody is named who logs in. */
export function readCatdvSettings(own: Readonly<Record<string, unknown>> = {}): CatdvSettings {
  if (own["user"] !== undefined) return readOwn(CATDV_SETTINGS, own);
  throw new OdailiesError("config_invalid", "CatDV cannot be reached without a user.", {
    hint: "Set user below [destinations.catdv] of your odailies.toml, or ODAILIES_CATDV_USER.",
  });
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair.trim(), ""] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}
