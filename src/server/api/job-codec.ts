// Jobs on the wire (v2 only). Strict like clips: this server's own keys and no others.
import type { JobChange, JobFields } from "../library/jobs.ts";
import { ApiError } from "./api-error.ts";
import { type JsonObject, readEntries, readEntry } from "./read-patches.ts";

const FIELDS: Readonly<Record<keyof JobFields, "text" | "date">> = {
  name: "text",
  state: "text",
  startDate: "date",
  finishDate: "date",
};

export function decodeJobPatches(body: unknown): JobChange[] {
  const changes = readEntries(body).map((entry, index) => {
    const id = entry["id"];
    if (typeof id !== "string" || id === "") {
      throw new ApiError(400, `Entry ${index} of "data" must have the job's "id" as text.`);
    }
    return decodeFields(entry, id);
  });
  if (new Set(changes.map((change) => change.id)).size < changes.length) {
    throw new ApiError(400, "A job is in the request more than once.");
  }
  return changes;
}

/** The body of a single-job PATCH. */
export function decodeJobPatch(body: unknown, id: string): JobChange {
  const entry = readEntry(body, "job");
  if (entry["id"] !== undefined && entry["id"] !== id) {
    throw new ApiError(400, 'The "id" in the body is not that of the job in the URL.');
  }
  return decodeFields(entry, id);
}

/** `since`: ISO 8601 with a zone. Throws 400 for anything else. */
export function decodeSince(value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && isIsoDate(value)) return new Date(value);
  throw new ApiError(400, '"since" must be a date of the form 2026-04-22T08:00:00Z, with its time zone.');
}

function decodeFields(entry: JsonObject, id: string): JobChange {
  const fields: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(entry)) {
    if (key === "id") continue;
    if (!isJobField(key)) throw new ApiError(400, `Job "${id}": unknown key "${key}".`);
    const isDate = FIELDS[key] === "date";
    if (isDate && value === null) fields[key] = null;
    else if (typeof value === "string" && (!isDate || isIsoDate(value))) fields[key] = value;
    else {
      const expected = isDate ? "a date of the form 2026-04-22T08:00:00Z, or null" : "text";
      throw new ApiError(400, `Job "${id}": "${key}" must be ${expected}.`);
    }
  }
  return { id, fields };
}

function isJobField(key: string): key is keyof JobFields {
  return Object.hasOwn(FIELDS, key);
}

function isIsoDate(text: string): boolean {
  const hasForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  return hasForm && !Number.isNaN(Date.parse(text));
}
