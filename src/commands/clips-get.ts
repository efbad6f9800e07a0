// `odailies clips get <name…>`: everything that the service says of these clips.
import { renderObjects, renderText } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { visible } from "../render/value-text.ts";
import { clipObject } from "./clip-object.ts";
import type { CommandCall } from "./command.ts";
import { findClips } from "./find-clips.ts";
import { withDestination } from "./with-destination.ts";

/** Shows those that are there, then throws `clip_not_listed` for the others. */
export async function getClips(call: CommandCall): Promise<number> {
  const { args, streams, signal, resolved } = call;
  const { found, missing } = await withDestination(call, async (destination) =>
    findClips(await destination.list(signal), args, destination.label),
  );
  const objects = found.map(clipObject);
  if (resolved.config.json) renderObjects(objects, streams);
  else renderProperties(objects, streams);
  if (missing) throw missing;
  return 0;
}

/** A table per clip, with a blank line between. */
function renderProperties(
  objects: readonly ReturnType<typeof clipObject>[],
  streams: CommandCall["streams"],
): void {
  for (const [at, object] of objects.entries()) {
    if (at > 0) renderText("\n", streams);
    const rows = Object.entries(object).map(([property, value]) => ({
      property,
      value: visible(String(value)),
    }));
    renderTable(rows, false, streams);
  }
}
