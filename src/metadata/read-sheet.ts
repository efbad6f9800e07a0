// A metadata file from disk to a sheet: size, encoding, format, cells.
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { decodeText, MAX_SHEET_BYTES, tooLarge } from "./decode-text.ts";
import { METADATA_FORMATS } from "./formats/index.ts";
import { sheetUnreadable } from "./formats/unreadable.ts";
import type { Sheet } from "./sheet.ts";
import { createSlices } from "./slices.ts";

const GIVE_A_SHEET = "Give an ALE, CSV or XLSX file.";

export interface ReadSheetOptions {
  /** WHATWG label of the text encoding, where guessing is wrong: `macintosh`. */
  readonly encoding?: string | undefined;
  /** Names of columns that the user mapped by hand; they help to find the header row. */
  readonly columnNames?: readonly string[];
  /** The table to be read, where a file holds several: the name of a sheet in a workbook, in any case. */
  readonly table?: string | undefined;
  /** Ends a long reading with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads an ALE, a CSV or a workbook. Bad rows are problems of the sheet; the other rows are there.
 * Rejects with `metadata_unreadable` when the file as a whole cannot be read, and with nothing else but the signal's reason.
 */
export async function readSheet(path: string, options: ReadSheetOptions = {}): Promise<Sheet> {
  return readSheetBytes(await readBytes(path), path, options);
}

/** The same for bytes that are at hand already; `path` gives the name and stands in messages. */
export async function readSheetBytes(
  bytes: Uint8Array,
  path: string,
  options: ReadSheetOptions = {},
): Promise<Sheet> {
  const name = basename(path);
  const format = METADATA_FORMATS.find((candidate) => candidate.recognise(bytes, name));
  if (!format) throw unknownFormat(bytes, path);
  const { columnNames = [], encoding, table, signal } = options;
  const content = await format.read(bytes, {
    path,
    columnNames,
    encoding,
    table,
    slices: createSlices(signal),
    signal,
  });
  const problems = [...content.problems].sort((a, b) => a.line - b.line);
  return { ...content, path, name, format: format.id, problems };
}

function unknownFormat(bytes: Uint8Array, path: string): Error {
  // What is no text at all is told as what it is.
  decodeText(bytes, path);
  const because =
    "it is neither an ALE nor a table whose first rows name columns such as File Name, Scene, Take";
  return sheetUnreadable(path, because, GIVE_A_SHEET);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw sheetUnreadable(path, stats.isDirectory() ? "it is a folder" : "it is not a file", GIVE_A_SHEET);
    }
    if (stats.size > MAX_SHEET_BYTES) throw tooLarge(path, stats.size);
    return await readSmallFile(path, { maxBytes: MAX_SHEET_BYTES });
  } catch (cause) {
    if (cause instanceof UnfitFileError) throw sheetUnreadable(path, cause.message, GIVE_A_SHEET);
    if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
    const { because, hint } = reasonOf(cause);
    throw sheetUnreadable(path, because, hint, cause);
  }
}

function reasonOf(cause: Error & { code?: unknown }): { readonly because: string; readonly hint: string } {
  if (cause.code === "ENOENT") return { because: "there is no such file", hint: "Check the path." };
  if (cause.code === "EACCES" || cause.code === "EPERM") {
    return { because: "its permissions forbid reading it", hint: "Give yourself the right to read it." };
  }
  return {
    because: `reading it failed (${cause.message})`,
    hint: "Check the disk and the path, then try again.",
  };
}
