// `odailies clips get <name…>`: everything that the service says of these clips.
import { renderObjects, renderText } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { type ClipObject, clipObject } from "./clip-object.ts";
import type { CommandCall } from "./command.ts";
import { findClips } from "./find-clips.ts";
import { withDestination } from "../setup/with-destination.ts";

/** Shows those that are there, then throws `clip_not_listed` for the others. */
export async function getClips(call: CommandCall): Promise<number> {
  const { args, streams, signal, resolved } = call;
  const { found, missing } = await withDestination(call, async (destination) =>
    findClips(await destination.list(signal), args, destination.label),
  );
  const objects = found.map(clipObject);
  if (resolved.config.json) renderObjects("clip", objects, streams);
  else renderProperties(objects, streams);
  if (missing) throw missing;
  return 0;
}

/** A table per clip, with a blank line between. */
function renderProperties(objects: readonly ClipObject[], streams: CommandCall["streams"]): void {
  for (const [at, { clip, metadata }] of objects.entries()) {
    if (at > 0) renderText("\n", streams);
    const values = [["name", clip] as const, ...Object.entries(metadata)];
    const rows = values.map(([property, value]) => ({ property, value: String(value) }));
    renderTable(rows, streams);
  }
}
