// `Property=value` words of the command line as properties of a clip, of the type that the service documents.
import { OdailiesError } from "../domain/errors.ts";
import {
  type ClipMetadata,
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
  type MetadataValue,
} from "../domain/metadata.ts";
import { parsePlainNumber } from "../domain/plain-number.ts";
import { formatTimecode, parseTimecode } from "../domain/timecode.ts";
import { parseDate } from "../metadata/values/date.ts";
import { nearestNames } from "./nearest-names.ts";
import { type Assignment, readAssignments } from "./read-assignments.ts";

/** Throws `usage` for an unknown property, a value of another type, an empty one, and a property given twice. */
export function readProperties(words: readonly string[]): ClipMetadata {
  return Object.fromEntries(
    readAssignments(words).map((assignment) => {
      const property = readProperty(assignment.key);
      return [property, readValue(property, assignment)];
    }),
  );
}

function readProperty(key: string): MetadataProperty {
  const property = METADATA_PROPERTY_NAMES.find((name) => name.toLowerCase() === key.toLowerCase());
  if (property !== undefined) return property;
  const [nearest] = nearestNames(key, METADATA_PROPERTY_NAMES);
  const message =
    key.toLowerCase() === "name"
      ? "The name of a clip cannot be set: it is what ties its files and its metadata together."
      : `A clip has no property ${key}.`;
  throw new OdailiesError("usage", message, {
    hint:
      nearest === undefined
        ? `There are: ${METADATA_PROPERTY_NAMES.join(", ")}.`
        : `Did you mean ${nearest}?`,
  });
}

function readValue(property: MetadataProperty, { text }: Assignment): MetadataValue {
  const type = METADATA_PROPERTIES[property];
  if (type === "number") {
    const number = parsePlainNumber(text);
    if (number === undefined) throw wrongValue(property, text, "a number such as 2.8");
    return number;
  }
  if (type === "boolean") {
    if (text !== "true" && text !== "false") throw wrongValue(property, text, "true or false");
    return text === "true";
  }
  if (property === "date" && (!/^\d{8}$/.test(text) || parseDate(text)?.value !== text)) {
    throw wrongValue(property, text, "a day as yyyyMMdd, such as 20260422");
  }
  if (property === "timecode") {
    const timecode = parseTimecode(text);
    if (!timecode || formatTimecode(timecode) !== text) {
      throw wrongValue(property, text, "a timecode such as 01:02:03:04, or 01:02:03;04 with drop-frame");
    }
  }
  return text;
}

function wrongValue(property: MetadataProperty, text: string, expected: string): OdailiesError {
  return new OdailiesError("usage", `${property} cannot be ${JSON.stringify(text)}: it is ${expected}.`, {
    hint: `Write ${property}= and ${expected}. Nothing was sent.`,
  });
}
