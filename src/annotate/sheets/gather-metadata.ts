// All that is known of a clip, from every source, in one documented order of precedence.
import { basename } from "node:path";
import type { FoundClip } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Emit } from "../../domain/events.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import { foldersOf, shootDay } from "../../domain/shoot-day.ts";
import { UnfitFileError } from "../../files/open-ordinary.ts";
import { readSmallFile } from "../../files/read-small-file.ts";
import { type MergedMetadata, type MetadataSource, mergeMetadata } from "../../metadata/merge-metadata.ts";
import type { MatchedRow } from "../../metadata/match/match-rows.ts";
import { MAX_SIDECAR_BYTES, readSidecar } from "../../metadata/sidecars/index.ts";
import { rowSources, sayConflicts } from "./merge-rows.ts";

/** `rows` in order of rising precedence. Where two sheets differ it is said, and the later one counts. */
export async function gatherMetadata(
  clip: FoundClip,
  facts: ClipMetadata,
  rows: readonly MatchedRow[],
  emit: Emit,
): Promise<MergedMetadata> {
  const merged = mergeMetadata([
    { kind: "file", label: clip.name, metadata: facts },
    ...(await readSidecars(clip)),
    ...rowSources(rows, facts),
  ]);
  sayConflicts(clip.name, merged, emit);
  const date = dayOf(clip, merged);
  return { ...merged, metadata: { ...merged.metadata, ...(date !== undefined && { date }) } };
}

function dayOf(clip: FoundClip, { metadata, origins }: MergedMetadata): string | undefined {
  const isInSheet = origins.get("date")?.kind === "sheet";
  const file = clip.graded ?? clip.log;
  return shootDay({
    inName: clip.date,
    inSheet: isInSheet ? metadata.date : undefined,
    folders: file ? foldersOf(file.path) : [],
    recorded: metadata.date,
  });
}

/** A sidecar that may not be read says nothing: it is a help, never a condition. One that has vanished may be back soon. */
async function readSidecars({ card, sidecars }: FoundClip): Promise<MetadataSource[]> {
  const small = sidecars.filter((file) => file.sizeBytes <= MAX_SIDECAR_BYTES);
  return Promise.all(
    small.map(async ({ path }) => {
      const label = basename(path);
      const limits = { maxBytes: MAX_SIDECAR_BYTES, within: card.root };
      const bytes = await readSmallFile(path, limits).catch((error: NodeJS.ErrnoException) => {
        const isUnfit = error instanceof UnfitFileError || error.code === "EACCES" || error.code === "EPERM";
        if (isUnfit) return Buffer.alloc(0);
        throw new OdailiesError("card_changed", `${path} cannot be read any more (${error.code}).`, {
          hint: "Check the drive, then run the same command again.",
          cause: error,
        });
      });
      return { kind: "sidecar", label, metadata: readSidecar(label, bytes.toString("utf8")) };
    }),
  );
}
