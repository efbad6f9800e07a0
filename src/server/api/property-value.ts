// Is a value off the wire what a property may hold? Nothing is coerced: "1" is no number.
import { METADATA_PROPERTIES, type MetadataProperty } from "../../domain/metadata.ts";

/** Room for the transcript of a whole reel; and no listing grows out of hand. */
const MAX_TEXT_LENGTH = 100_000;

/** What is wrong with `value`, as the end of a sentence that begins with the key; undefined when it is right. */
export function valueProblem(property: MetadataProperty, value: unknown): string | undefined {
  const type = METADATA_PROPERTIES[property];
  if (typeof value !== type || (type === "number" && !Number.isFinite(value))) {
    return `must be ${{ string: "text", number: "a number", boolean: "true or false" }[type]}`;
  }
  if (typeof value === "string" && value.length > MAX_TEXT_LENGTH) {
    return `is longer than ${MAX_TEXT_LENGTH} characters`;
  }
  if (property === "date" && !isDate(String(value))) return "must be a date of the form yyyyMMdd";
  return undefined;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return false;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
}
