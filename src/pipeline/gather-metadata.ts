// All that is known of a clip, from every source, in one documented order of precedence.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { FoundClip } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import {
  type MetadataConflict,
  type MetadataSource,
  mergeMetadata,
  sheetSource,
} from "../metadata/merge-metadata.ts";
import type { MetadataRow } from "../metadata/columns/metadata-row.ts";
import { HEADING_COLUMN } from "../metadata/columns/read-row.ts";
import { MAX_SIDECAR_BYTES, readSidecar } from "../metadata/sidecars/index.ts";

/** `rows` in order of rising precedence. Where two sheets differ it is said, and the later one counts. */
export async function gatherMetadata(
  clip: FoundClip,
  facts: ClipMetadata,
  rows: readonly MetadataRow[],
  emit: Emit,
): Promise<ClipMetadata> {
  const { metadata, conflicts } = mergeMetadata([
    { kind: "file", label: clip.name, metadata: facts },
    ...(await readSidecars(clip)),
    ...rows.map((row) => sheetSource(withoutHeadingRate(row, facts))),
  ]);
  for (const conflict of conflicts.filter(isBetweenSheets)) {
    const { property, used, ignored } = conflict;
    const message = `${property} is "${used.value}" in ${used.origin.label} and "${ignored.value}" in ${ignored.origin.label}; "${used.value}" counts.`;
    emit({ type: "warning", code: "sheets_differ", clip: clip.name, message });
  }
  return metadata;
}

/** A heading's `FPS 24` is often the rounded name of 23.976: what the file itself says is better. */
function withoutHeadingRate(row: MetadataRow, facts: ClipMetadata): MetadataRow {
  if (facts.fps === undefined || row.origin.get("fps") !== HEADING_COLUMN) return row;
  const { fps: _rounded, ...metadata } = row.metadata;
  return { ...row, metadata };
}

function isBetweenSheets({ used, ignored }: MetadataConflict): boolean {
  return used.origin.kind === "sheet" && ignored.origin.kind === "sheet";
}

/** A sidecar that cannot be read says nothing: it is a help, never a condition. */
async function readSidecars({ sidecars }: FoundClip): Promise<MetadataSource[]> {
  const small = sidecars.filter((file) => file.sizeBytes <= MAX_SIDECAR_BYTES);
  return Promise.all(
    small.map(async ({ path }) => {
      const label = basename(path);
      const text = await readFile(path, "utf8").catch(() => "");
      return { kind: "sidecar", label, metadata: readSidecar(label, text) };
    }),
  );
}
