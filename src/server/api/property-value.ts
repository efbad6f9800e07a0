// Is a value off the wire what a property may hold? Nothing is coerced: "1" is no number.
import { METADATA_PROPERTIES, type MetadataProperty } from "../../domain/metadata.ts";

/** What is wrong with `value`, as the end of a sentence that begins with the key; undefined when it is right. */
export function valueProblem(property: MetadataProperty, value: unknown): string | undefined {
  const type = METADATA_PROPERTIES[property];
  if (typeof value !== type || (type === "number" && !Number.isFinite(value))) {
    return `must be ${{ string: "text", number: "a number", boolean: "true or false" }[type]}`;
  }
  if (property === "date" && !isDate(String(value))) return "must be a date of the form yyyyMMdd";
  return undefined;
}

/** Documented as `number|null`; of no other property is it known that null may stand there. */
export function isClearing(property: MetadataProperty, value: unknown): boolean {
  return property === "inPoint" && value === null;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return false;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
}
