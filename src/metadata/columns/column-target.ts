// What a column can be read as: a property of the clip, or something that only finds the clip.
import type { MetadataProperty } from "../../domain/metadata.ts";

/**
 * `name`: a file, path or name of the clip · `clipNumber`: its number on the roll · `end`, `length`: with the start
 * timecode, its place in the day · `distanceUnit`, `apertureMode`, `dropFrame`: how the column beside it is meant.
 */
type LookupTarget = "name" | "clipNumber" | "end" | "length" | "distanceUnit" | "apertureMode" | "dropFrame";

export type ColumnTarget = MetadataProperty | LookupTarget;
