// The old values of everything that a run is about to change, on the disk before the first value is sent.
import { mkdir, open, readdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { OdailiesError } from "../domain/errors.ts";
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { undoFolder } from "../ledger/places.ts";
import { METADATA_PROPERTIES, type MetadataProperty, type MetadataValue } from "../domain/metadata.ts";
import type { ClipChange } from "./clip-change.ts";

/** Room for every field of a hundred thousand clips. */
const MAX_UNDO_BYTES = 256 * 1024 * 1024;

/** One field as it was, and as it was sent. */
export interface UndoField {
  readonly property: MetadataProperty;
  /** Null where nothing was set. */
  readonly old: MetadataValue | null;
  /** Null where it was blanked. */
  readonly sent: MetadataValue | null;
  /** The old value was one that this program had sent. */
  readonly ours: boolean;
}

export interface UndoDestination {
  readonly id: string;
  readonly label: string;
}

/** `undo_version` 1. Nothing in it is secret. */
export interface UndoFile {
  readonly undo_version: 1;
  readonly run: string;
  readonly at: string;
  /** Id and label of the destination whose clips these are. */
  readonly destination: UndoDestination;
  readonly clips: readonly { readonly clip: string; readonly fields: readonly UndoField[] }[];
}

const value = z.union([z.string(), z.number(), z.boolean()]);
const field = z
  .object({
    property: z.enum(Object.keys(METADATA_PROPERTIES) as [MetadataProperty, ...MetadataProperty[]]),
    old: value.nullable(),
    sent: value.nullable(),
    ours: z.boolean(),
  })
  .refine(
    ({ property, old }) => old === null || typeof old === METADATA_PROPERTIES[property],
    "is of another type than the property",
  );
const undoFile: z.ZodType<UndoFile> = z.object({
  undo_version: z.literal(1),
  run: z.string(),
  at: z.string(),
  destination: z.object({ id: z.string(), label: z.string() }),
  clips: z.array(z.object({ clip: z.string().min(1), fields: z.array(field) })),
});

export interface UndoPlace {
  readonly stateFolder: string;
  readonly destination: UndoDestination;
  readonly run: string;
  /** ISO 8601, when the run began to change values. */
  readonly at: string;
}

/** Resolves with the path once the file is on the disk. Throws `insufficient_space` or `config_invalid`. */
export async function writeUndoFile(
  changes: readonly ClipChange[],
  { stateFolder, destination: { id, label }, run, at }: UndoPlace,
): Promise<string> {
  const content: UndoFile = {
    undo_version: 1,
    run,
    at,
    destination: { id, label },
    clips: changes.map(({ clip, fields }) => ({
      clip,
      fields: fields.map(({ property, old, new: sent, isOldOurs }) => ({
        property,
        old: old ?? null,
        sent: sent ?? null,
        ours: isOldOurs,
      })),
    })),
  };
  const folder = undoFolder(stateFolder, id);
  const path = join(folder, `${at.replaceAll(/[-:]|\.\d+/g, "")}-${run.slice(0, 8)}.json`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.part`, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600, flush: true });
    await rename(`${path}.part`, path);
    await flushFolder(folder);
  } catch (cause) {
    throw unwritable(path, cause);
  }
  return path;
}

/** So that the file's name survives a power loss too. Windows cannot open folders and does not need it. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function unwritable(path: string, cause: unknown): OdailiesError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  return new OdailiesError(
    isFull ? "insufficient_space" : "config_invalid",
    `The old values cannot be written to ${path}: ${message}. Nothing was sent.`,
    {
      hint: isFull
        ? "Make room on that disk, or name another folder with --state-dir."
        : `Make ${dirname(path)} a folder that you may write to, or name another with --state-dir.`,
      cause,
    },
  );
}

/** The newest undo file of the destination. Throws `usage` where there is none. */
export async function findLastUndo(stateFolder: string, { id, label }: UndoDestination): Promise<string> {
  const folder = undoFolder(stateFolder, id);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
  const last = names.at(-1);
  if (last !== undefined) return join(folder, last);
  throw new OdailiesError(
    "usage",
    `Nothing was changed from this computer at ${label} that could be undone.`,
    {
      hint: "Give the undo file that was named when the values were sent: --undo <file>.",
    },
  );
}

/** Throws `metadata_unreadable` for anything but an undo file. */
export async function readUndoFile(path: string): Promise<UndoFile> {
  try {
    const bytes = await readSmallFile(path, { maxBytes: MAX_UNDO_BYTES });
    return undoFile.parse(JSON.parse(bytes.toString("utf8")));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      cause instanceof UnfitFileError
        ? cause.message
        : code === undefined
          ? "it is not an undo file, or it is damaged"
          : code === "ENOENT"
            ? "there is no such file"
            : `reading it failed (${code})`;
    throw new OdailiesError("metadata_unreadable", `${path} cannot be used to undo: ${why}.`, {
      hint: "Give the file that odailies annotate named when it sent the values.",
      cause,
    });
  }
}
