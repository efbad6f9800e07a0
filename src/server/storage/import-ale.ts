// An uploaded ALE: its values go onto the clips that are there, then the file goes.
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { METADATA_PROPERTY_NAMES } from "../../domain/metadata.ts";
import { valueProblem } from "../api/property-value.ts";
import { type ClipChange, changeClips, readClips } from "../library/clips.ts";
import { fileNameOf } from "../library/file-name.ts";
import { projectFolder, type StoragePath } from "../library/storage-path.ts";
import { reasonOf } from "../reason-of.ts";
import type { AleRow, ReadAle, ServerContext } from "../server-context.ts";
import { INCOMING_PREFIX, type ReceivedFile } from "./receive-file.ts";
import { StorageError } from "./storage-error.ts";

/** So many rows are looked at before others have their turn. */
const ROWS_AT_ONCE = 2000;

/**
 * Throws `StorageError` where nothing of the file could be used: it is gone afterwards, so whoever sent it must hear.
 * Rows that name no clip beside others that do are told as an event.
 */
export async function importAle(
  context: ServerContext,
  project: string,
  place: StoragePath,
  received: ReceivedFile,
): Promise<void> {
  // A folder of its own, so that the reader sees the name under which the file was sent.
  const folder = join(projectFolder(context.library, project), `${INCOMING_PREFIX}${crypto.randomUUID()}`);
  const path = join(folder, fileNameOf(place.clipName, ".ale"));
  try {
    await mkdir(folder, { mode: 0o700 });
    await rename(received.partPath, path);
    await importRows(context, project, await readRows(context, path));
  } catch (error) {
    if (!(error instanceof UnusableAle)) throw error;
    const message = `${place.path} was not imported: ${error.message}.`;
    context.emit({ type: "warning", code: "ale_unreadable", message, project });
    throw new StorageError(422, "UnusableAle", `Nothing was imported: ${shorten(error.message)}.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why nothing came of an ALE, without the full stop. */
class UnusableAle extends Error {
  override readonly name = "UnusableAle";
}

async function readRows({ readAle }: ServerContext, path: string): ReturnType<ReadAle> {
  if (!readAle) throw new UnusableAle("this server was started without an ALE reader");
  const rows = await readAle(path).catch((error: unknown) => {
    throw new UnusableAle(reasonOf(error));
  });
  if (rows.length === 0) throw new UnusableAle("it has no rows");
  return rows;
}

async function importRows(context: ServerContext, project: string, rows: readonly AleRow[]): Promise<void> {
  const known = new Set<string>();
  for await (const page of readClips(context.library, project)) for (const { name } of page) known.add(name);
  const changes: ClipChange[] = [];
  const left: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
    const name = clipOf(row, known);
    if (name === undefined) left.push(row.names[0] ?? "(no name)");
    else changes.push({ name, fields: fieldsOf(row) });
  }
  if (changes.length === 0)
    throw new UnusableAle(`none of its rows names a clip of the project: ${some(left)}`);
  const { changed } = await changeClips(context.library, project, changes, context.clock());
  context.emit({ type: "metadata-changed", project, clips: changed });
  if (left.length > 0) {
    const message = `${left.length} row(s) of the ALE name no clip of the project: ${some(left)}.`;
    context.emit({ type: "warning", code: "ale_rows_left", message, project });
  }
}

/** Clients show no more than a line of what a store says. */
function shorten(reason: string): string {
  return reason.length > 170 ? `${reason.slice(0, 169)}…` : reason;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${shown}, …` : shown;
}

/** ALEs from Resolve name the file with its extension, cameras the clip without. */
function clipOf({ names }: AleRow, known: ReadonlySet<string>): string | undefined {
  return names
    .map((name) => name.normalize("NFC"))
    .flatMap((name) => [name, name.replace(/\.[A-Za-z0-9]{2,4}$/, "")])
    .find((candidate) => known.has(candidate));
}

/** Only what has a value that the API would take as well. */
function fieldsOf({ metadata }: AleRow): ClipChange["fields"] {
  const fields = METADATA_PROPERTY_NAMES.map((property) => [property, metadata[property]] as const).filter(
    ([property, value]) => value !== "" && valueProblem(property, value) === undefined,
  );
  return Object.fromEntries(fields);
}
