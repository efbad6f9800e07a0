// `odailies clips list`: every clip of the project, or those of a day, a roll, or circled, one line each.
import type { RemoteClip } from "../domain/delivery.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { renderTable, type TableRow } from "../render/render-table.ts";
import { byName, clipObject } from "./clip-object.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { readFilter } from "./filter-clips.ts";
import { withListing } from "../setup/with-destination.ts";

export async function listClips(call: CommandCall): Promise<number> {
  const { streams, resolved } = call;
  const filter = readFilter(call.flags);
  const { label, all } = await withListing(call, async (destination, listed) => ({
    label: destination.label,
    all: byName(listed),
  }));
  const clips = filter ? all.filter(filter) : all;
  if (resolved.config.json)
    renderObjects(
      "clip",
      clips.map((clip) => clipObject(clip, label)),
      streams,
    );
  else if (clips.length > 0) renderTable([HEADER, ...clips.map(toRow)], streams);
  else if (all.length > 0)
    renderNote(`None of the ${all.length} clips in ${label} is one of these.`, streams);
  else renderNote(`There are no clips in ${label}.`, streams);
  return 0;
}

const COLUMNS = ["name", "scene", "shot", "take", "circled", "timecode", "fps", "date", "reel"] as const;

const HEADER: TableRow = Object.fromEntries(COLUMNS.map((column) => [column, column]));

function toRow({ name, metadata }: RemoteClip): TableRow {
  const { scene, shot, take, circled, timecode, fps, date, reelName } = metadata;
  const cells = [name, scene, shot, take, circled ? "yes" : "", timecode, fps, date, reelName];
  return Object.fromEntries(COLUMNS.map((column, at) => [column, String(cells[at] ?? "")]));
}
