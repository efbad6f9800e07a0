// What a person has changed in the form of a clip: only that is stored, whatever else has come meanwhile.
import {
  type ClipMetadata,
  METADATA_PROPERTIES,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
  type MetadataValue,
} from "../../domain/metadata.ts";
import { parsePlainNumber } from "../../domain/plain-number.ts";
import { valueProblem } from "../api/property-value.ts";
import type { ClipChange } from "../library/clips.ts";
import { labelOf } from "./property-label.ts";

/** Read from the file itself, never typed. */
const MEASURED: ReadonlySet<MetadataProperty> = new Set([
  "inPoint",
  "timecode",
  "fps",
  "date",
  "duration",
  "sensorFps",
  "fileSize",
  "libraryPath",
]);

/** What a person types about a clip, in the order of the form. */
export const EDITABLE_PROPERTIES = METADATA_PROPERTY_NAMES.filter((property) => !MEASURED.has(property));

/** A value as its field shows it; `true` and nothing for a mark. */
export function fieldText(property: MetadataProperty, { [property]: value }: ClipMetadata): string {
  if (value === undefined || value === false) return "";
  const text = String(value).replaceAll(/\r\n?/g, "\n");
  // A field of one line has no room for more.
  return property === "description" ? text : text.replaceAll("\n", "");
}

export interface Edit {
  readonly fields: ClipChange["fields"];
  /** Full sentences. Where there is one, nothing is to be stored. */
  readonly problems: readonly string[];
}

/**
 * `form` holds each property as it was typed, and under `was.<property>` as the page had shown it. An emptied field
 * takes the value away. A value that has become another one since the page was opened is a problem, not overwritten.
 */
export function readEdit(form: URLSearchParams, stored: ClipMetadata): Edit {
  const fields: Partial<Record<MetadataProperty, MetadataValue | null>> = {};
  const problems: string[] = [];
  for (const property of EDITABLE_PROPERTIES) {
    const typed = changedText(form, property);
    const now = fieldText(property, stored);
    if (typed === undefined || typed === now) continue;
    const value = readValue(property, typed.trim());
    const problem = value === null ? undefined : valueProblem(property, value);
    if (problem !== undefined) problems.push(`${labelOf(property)} ${problem}.`);
    else if (now !== textOf(form, `was.${property}`)) problems.push(changedMeanwhile(property, now));
    else fields[property] = value;
  }
  return { fields, problems };
}

/** What was typed over what the page had shown; undefined where nothing was. */
export function changedText(form: URLSearchParams, property: MetadataProperty): string | undefined {
  const was = textOf(form, `was.${property}`);
  // Browsers send nothing of a mark that is not set.
  const typed = textOf(form, property) ?? (METADATA_PROPERTIES[property] === "boolean" ? "" : undefined);
  return was === undefined || typed === was ? undefined : typed;
}

/** As it was sent, but for the line breaks that browsers make of others. */
function textOf(form: URLSearchParams, name: string): string | undefined {
  return form.get(name)?.replaceAll(/\r\n?/g, "\n");
}

function changedMeanwhile(property: MetadataProperty, now: string): string {
  const what = now === "" ? "taken away" : `changed to “${now}”`;
  return `${labelOf(property)} was ${what} since this page was opened. Send the form again where yours is right.`;
}

/** What is no number stays text, so that it is told as one. */
function readValue(property: MetadataProperty, text: string): MetadataValue | null {
  const type = METADATA_PROPERTIES[property];
  if (type === "boolean") return text === "true";
  if (text === "") return null;
  // Decimals are written with a comma in much of the world.
  return type === "number" ? (parsePlainNumber(text.replace(",", ".")) ?? text) : text;
}
