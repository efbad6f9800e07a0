// An uploaded ALE: its values go onto the clips that are there, then the file goes.
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { METADATA_PROPERTY_NAMES } from "../../domain/metadata.ts";
import { valueProblem } from "../api/property-value.ts";
import { type ClipChange, changeClips, listClips } from "../library/clips.ts";
import { projectFolder, type StoragePath } from "../library/storage-path.ts";
import { reasonOf } from "../reason-of.ts";
import type { ReadAle, ServerContext } from "../server-context.ts";
import { INCOMING_PREFIX, type ReceivedFile } from "./receive-file.ts";

type AleRow = Awaited<ReturnType<ReadAle>>[number];

/** Never throws for what is in the file: the upload itself succeeded, and what could not be used is told as an event. */
export async function importAle(
  context: ServerContext,
  project: string,
  place: StoragePath,
  received: ReceivedFile,
): Promise<void> {
  // A folder of its own, so that the reader sees the name under which the file was sent.
  const folder = join(projectFolder(context.library, project), `${INCOMING_PREFIX}${crypto.randomUUID()}`);
  const path = join(folder, place.path);
  try {
    await mkdir(folder, { mode: 0o700 });
    await rename(received.partPath, path);
    await importRows(context, project, path);
  } catch (error) {
    const message = `${place.path} was not imported: ${reasonOf(error)}.`;
    context.emit({ type: "warning", code: "ale_unreadable", message, project });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importRows(context: ServerContext, project: string, path: string): Promise<void> {
  if (!context.readAle) throw new Error("this server was started without an ALE reader");
  const rows = await context.readAle(path);
  const known = new Set(listClips(context.library, project).map((clip) => clip.name));
  const changes: ClipChange[] = [];
  const left: string[] = [];
  for (const row of rows) {
    const name = clipOf(row, known);
    if (name === undefined) left.push(row.name);
    else changes.push({ name, fields: fieldsOf(row) });
  }
  const clips = changeClips(context.library, project, changes, context.clock());
  if (clips.length > 0) context.emit({ type: "metadata-changed", project, clips });
  if (left.length > 0) {
    const message = `${left.length} row(s) of the ALE name no clip of the project: ${left.slice(0, 10).join(", ")}.`;
    context.emit({ type: "warning", code: "ale_rows_left", message, project });
  }
}

/** ALEs from Resolve name the file with its extension, cameras the clip without. */
function clipOf(row: AleRow, known: ReadonlySet<string>): string | undefined {
  const name = row.name.normalize("NFC");
  return [name, name.replace(/\.[A-Za-z0-9]{2,4}$/, "")].find((candidate) => known.has(candidate));
}

/** Only what has a value that the API would take as well. */
function fieldsOf(row: AleRow): ClipChange["fields"] {
  const fields = METADATA_PROPERTY_NAMES.map((property) => [property, row[property]] as const).filter(
    ([property, value]) => value !== "" && valueProblem(property, value) === undefined,
  );
  return Object.fromEntries(fields);
}
