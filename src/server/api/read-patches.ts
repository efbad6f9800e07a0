// The part of a PATCH body that clips and jobs of all versions share: `{"data":[{"name":"…", …}]}`.
import { ApiError } from "./api-error.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries of `data`; throws 400 when the body is anything else. */
export function readEntries(body: unknown): readonly JsonObject[] {
  if (!isJsonObject(body) || !Array.isArray(body["data"])) {
    throw new ApiError(400, 'The body must be an object with a list under "data".');
  }
  const entries: readonly unknown[] = body["data"];
  return entries.map((entry, index) => {
    if (!isJsonObject(entry)) throw new ApiError(400, `Entry ${index} of "data" must be an object.`);
    return entry;
  });
}

/** The fields of a PATCH of one: bare, under `data`, or the one entry of a list under `data` as in a PATCH of many. */
export function readEntry(body: unknown, what: "clip" | "job"): JsonObject {
  const found = isJsonObject(body) && "data" in body ? body["data"] : body;
  const entry: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found;
  if (!isJsonObject(entry)) {
    throw new ApiError(400, `The body must hold the fields of one ${what}, bare or under "data".`);
  }
  return entry;
}

/** The clip that an entry speaks of, in NFC as the library keeps names. */
export function readName(entry: JsonObject, index: number): string {
  const name = entry["name"];
  if (typeof name !== "string" || name === "") {
    throw new ApiError(400, `Entry ${index} of "data" must have the clip's "name" as text.`);
  }
  return name.normalize("NFC");
}
