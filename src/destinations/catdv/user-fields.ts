// Which user field of a catalogue holds which property: by identifier, else by the name that people see. Pure.
import { foldName } from "../../domain/fold-name.ts";
import { METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../domain/metadata.ts";
import type { FieldDefinition, WireClip } from "./api.ts";

/** What every show has, by the names that most catalogues give it. An empty name switches one off. */
const DEFAULT_FIELDS: Readonly<Record<string, string>> = { scene: "Scene", shot: "Shot", take: "Take" };

/** Property → identifier or name, as configured over the defaults. */
export function wantedFields(
  configured: Readonly<Record<string, string>>,
): ReadonlyMap<MetadataProperty, string> {
  const all: Readonly<Record<string, string>> = { ...DEFAULT_FIELDS, ...configured };
  const wanted = METADATA_PROPERTY_NAMES.map((property) => [property, all[property] ?? ""] as const);
  return new Map(wanted.filter(([, field]) => field !== ""));
}

export interface FoundFields {
  readonly identifiers: ReadonlyMap<MetadataProperty, string>;
  /** As configured: those that are not there, and those that nobody may edit. */
  readonly missing: readonly string[];
}

export function findFields(
  wanted: ReadonlyMap<MetadataProperty, string>,
  definitions: readonly FieldDefinition[],
): FoundFields {
  const identifiers = new Map<MetadataProperty, string>();
  const missing: string[] = [];
  for (const [property, field] of wanted) {
    const identifier = findIdentifier(field, definitions);
    if (identifier === undefined) missing.push(field);
    else identifiers.set(property, identifier);
  }
  return { identifiers, missing };
}

/** Undefined where there is none, or none that may be edited. */
export function findIdentifier(field: string, definitions: readonly FieldDefinition[]): string | undefined {
  const found =
    definitions.find(({ identifier }) => identifier === field) ??
    definitions.find(({ name }) => foldName(name ?? "") === foldName(field));
  return found?.isEditable === false ? undefined : found?.identifier;
}

/** By identifier, wherever this version keeps them. */
export function userFieldsOf({
  fields,
  userFields,
}: Pick<WireClip, "fields" | "userFields">): Readonly<Record<string, unknown>> {
  return { ...fields, ...userFields };
}

/** A clip shows where this version keeps user fields; where none does, version 9 and later say `fields`. */
export function userFieldsKeyOf(
  clips: readonly Pick<WireClip, "fields" | "userFields">[],
  apiVersion: number,
): "fields" | "userFields" {
  const telling = clips.find(({ fields, userFields }) => fields !== undefined || userFields !== undefined);
  if (telling) return telling.fields === undefined ? "userFields" : "fields";
  return apiVersion >= FIELDS_SINCE ? "fields" : "userFields";
}

const FIELDS_SINCE = 9;
