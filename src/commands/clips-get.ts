// `odailies clips get <name…>`: everything that the service says of these clips.
import type { Destination } from "../destinations/destination.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { renderObjects, renderText } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { type ClipObject, clipObject } from "./clip-object.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { findClips, type FoundClips } from "./find-clips.ts";
import { withDestination } from "../setup/with-destination.ts";

/** More than these are faster found in a whole listing than one by one. */
const MOST_SINGLE = 20;

/** Shows those that are there, then throws `clip_not_listed` for the others. */
export async function getClips(call: CommandCall): Promise<number> {
  const { args, streams, signal, resolved } = call;
  // Not opened: that would list the whole project for the sake of one clip.
  const { label, found, missing } = await withDestination(call, async (destination) => ({
    label: destination.label,
    ...((await getEach(destination, args, signal)) ??
      findClips(await destination.list(signal), args, destination.label)),
  }));
  const objects = found.map((clip) => clipObject(clip, label));
  if (resolved.config.json) renderObjects("clip", objects, streams);
  else renderProperties(objects, streams);
  if (missing) throw missing;
  return 0;
}

/** By the system's call for one clip; undefined where it has none, or one of them is not found so. */
async function getEach(
  destination: Destination,
  names: readonly string[],
  signal: AbortSignal,
): Promise<FoundClips | undefined> {
  const wanted = [...new Set(names.map((name) => name.normalize("NFC")))];
  if (!destination.get || wanted.length > MOST_SINGLE) return undefined;
  const found: RemoteClip[] = [];
  for (const name of wanted) {
    const clip = await destination.get(name, signal);
    if (!clip) return undefined;
    found.push(clip);
  }
  return { found, missing: undefined };
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
