// What of a sheet's row counts beside the rows of other sheets on the same clip: a row wins or loses whole.
import { type ClipMetadata, type MetadataProperty, PEOPLES_PROPERTIES } from "../domain/metadata.ts";
import { isOtherSlate } from "./slate.ts";

interface WeighedRow {
  readonly metadata: ClipMetadata;
  readonly form?: string | undefined;
}

/**
 * `rows` in order of rising precedence. An older version of a list (the same columns) loses to the newer one
 * altogether. A row that tells another take than a stronger one loses all that it says of the take; what it says of
 * camera and lens is of the clip and stays.
 */
export function weighSheets(
  rows: readonly WeighedRow[],
): (row: unknown, property: MetadataProperty) => boolean {
  const older = new Set<unknown>();
  const ofOtherTake = new Set<unknown>();
  const forms = new Set<string>();
  const slate: ClipMetadata[] = [];
  for (const row of rows.toReversed()) {
    if (row.form !== undefined && forms.has(row.form)) older.add(row);
    else if (slate.some((known) => isOtherSlate(row.metadata, known))) ofOtherTake.add(row);
    else slate.push(row.metadata);
    if (row.form !== undefined) forms.add(row.form);
  }
  return (row, property) => older.has(row) || (ofOtherTake.has(row) && PEOPLES_PROPERTIES.includes(property));
}
