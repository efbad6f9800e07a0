// `odailies annotate`: the rows of sheets onto clips that are already there; only what changes is sent.
import { resolve } from "node:path";
import type { RemoteClip } from "../domain/delivery.ts";
import type { MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import { diffMetadata } from "../metadata/diff-metadata.ts";
import { type MergedMetadata, mergeMetadata } from "../metadata/merge-metadata.ts";
import type { AnnotateRequest } from "../annotate/annotate-request.ts";
import { layRows, remoteToMatch, rollOf } from "../annotate/annotate-rows.ts";
import { remoteSources, sayConflicts } from "../annotate/sheets/merge-rows.ts";
import { readGivenSheets } from "../annotate/sheets/read-given-sheets.ts";
import { type AnnotateEnded, type AnnotateRun, runAnnotate } from "./annotate-run.ts";
import { type ClipChange, type FieldChange, isOurs } from "../annotate/clip-change.ts";
import type { JournalView } from "../ledger/journal.ts";
import { sendChanges } from "../annotate/send-changes.ts";
import { withMetadata } from "../annotate/with-metadata.ts";

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function annotateSheets(request: AnnotateRequest): Promise<AnnotateEnded> {
  const sheets = request.sheets.map((path) => resolve(path));
  return runAnnotate(request, sheets, (run) => work({ ...request, sheets }, run));
}

async function work(request: AnnotateRequest, run: AnnotateRun): Promise<void> {
  const { emit } = request;
  const given = await readGivenSheets(request.sheets, request.reading, emit);
  await withMetadata(request, async (context) => {
    const { remote, journal, destination } = context;
    const clips = [...remote.values()];
    const asked = { label: destination.label, onConflict: request.onConflict };
    const how = { match: request.match, where: `at ${destination.label}` };
    const { byClip } = layRows(given, clips.map(remoteToMatch), how, run, emit);
    const changes = clips.flatMap((clip) => {
      const rows = byClip.get(clip.name);
      return rows
        ? [findChange(clip, mergeMetadata(remoteSources(rows, clip, asked)), journal, request, run)]
        : [];
    });
    await sendChanges(changes, context, run);
  });
}

function findChange(
  remote: RemoteClip,
  merged: MergedMetadata,
  journal: JournalView,
  { onConflict, emit, destination }: AnnotateRequest,
  run: AnnotateRun,
): ClipChange {
  const { name, metadata: there } = remote;
  const lastSent = journal.annotated(name, there);
  sayConflicts(name, merged, emit);
  const { patch, kept } = diffMetadata({ desired: merged.metadata, remote: there, lastSent, onConflict });
  run.valuesKept += kept.length;
  for (const { property, ours, theirs } of kept) {
    const where = merged.origins.get(property)?.label ?? "the sheet";
    const message = `${property} "${theirs}" at ${destination.label} was entered by a person and is kept; ${where} says "${ours}". --on-conflict overwrite sends the sheet's.`;
    emit({ type: "warning", code: "metadata_kept", clip: name, message });
  }
  const fields = (Object.entries(patch) as [MetadataProperty, MetadataValue][]).map(
    ([property, value]): FieldChange => ({
      property,
      old: there[property],
      new: value,
      isOldOurs: isOurs(property, lastSent, there),
      isNewOurs: true,
    }),
  );
  const from = new Set(fields.map(({ property }) => merged.origins.get(property)?.label));
  return { clip: name, roll: rollOf(remote), fields, from: [...from].join(", ") };
}
