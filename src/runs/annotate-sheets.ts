// `odailies annotate`: the rows of sheets onto clips that are already there; only what changes is sent.
import { fieldChanges, type ClipChange } from "../annotate/clip-change.ts";
import { layRows, remoteToMatch, rollOf } from "../annotate/annotate-rows.ts";
import { remoteSources, sayConflicts } from "../annotate/sheets/merge-rows.ts";
import { type GivenSheets, readGivenSheets } from "../annotate/sheets/read-given-sheets.ts";
import { labelsOf } from "../destinations/open-destination.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { diffMetadata } from "../metadata/diff-metadata.ts";
import { type MergedMetadata, mergeMetadata } from "../metadata/merge-metadata.ts";
import { changeMetadata, type MetadataContext } from "./change-metadata.ts";
import { inFrame, type Run } from "./frame.ts";
import type { AnnotateRequest } from "./metadata-request.ts";
import type { RunEnded } from "./tally.ts";

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function annotateSheets(request: AnnotateRequest): Promise<RunEnded> {
  const { sheets, to } = request;
  return inFrame(request.frame, { source: sheets, destination: labelsOf(to) }, async (run) => {
    const given = await readGivenSheets(sheets, request.reading, run);
    for (const toOpen of to)
      await changeMetadata(toOpen, request, run, (context) =>
        Promise.resolve(findChanges(given, context, request, run)),
      );
  });
}

function findChanges(
  given: GivenSheets,
  context: MetadataContext,
  request: AnnotateRequest,
  run: Run,
): readonly ClipChange[] {
  const { destination, listing } = context;
  const clips = [...listing.known().values()];
  const { match, isStrict } = request;
  const how = { match, isStrict, where: `at ${destination.label}` };
  const { matched, ...counted } = layRows(given, clips.map(remoteToMatch), how, run.emit);
  run.note(counted);
  const asked = { label: destination.label, onConflict: request.onConflict };
  return clips.flatMap((clip) => {
    const rows = matched.byClip.get(clip.name);
    return rows
      ? [findChange(clip, mergeMetadata(remoteSources(rows, clip, asked)), context, request, run)]
      : [];
  });
}

function findChange(
  remote: RemoteClip,
  merged: MergedMetadata,
  { records, destination }: MetadataContext,
  { onConflict }: AnnotateRequest,
  run: Run,
): ClipChange {
  const { name, metadata: there } = remote;
  const lastSent = records.annotated(name, there);
  sayConflicts(name, merged, run.emit);
  const { patch, kept } = diffMetadata({ desired: merged.metadata, remote: there, lastSent, onConflict });
  run.note({ valuesKept: run.facts().valuesKept + kept.length });
  for (const { property, ours, theirs } of kept) {
    const where = merged.origins.get(property)?.label ?? "the sheet";
    const message = `${property} "${theirs}" at ${destination.label} was entered by a person and is kept; ${where} says "${ours}".`;
    run.emit({ type: "warning", code: "metadata_kept", clip: name, message });
  }
  // Whoever gives a sheet to this command decides on its values now.
  const now = new Date().toISOString();
  const fields = fieldChanges(patch, { there, lastSent, takes: destination.takes }, () => now);
  const from = new Set(fields.map(({ property }) => merged.origins.get(property)?.label));
  return { clip: name, roll: rollOf(remote), fields, from: [...from].join(", ") };
}
