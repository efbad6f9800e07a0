// A metadata file from disk to a sheet: size, encoding, format, cells.
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { MAX_SHEET_BYTES, decodeText, tooLarge } from "./decode-text.ts";
import { METADATA_FORMATS } from "./formats/index.ts";
import { sheetUnreadable } from "./formats/unreadable.ts";
import type { Sheet, SheetProblem } from "./sheet.ts";

export interface ReadSheetOptions {
  /** WHATWG label of the text encoding, where guessing is wrong: `macintosh`. */
  readonly encoding?: string;
  /** Names of columns that the user mapped by hand; they help to find the header row. */
  readonly columnNames?: readonly string[];
}

/**
 * Reads an ALE or CSV. Bad rows are problems of the sheet; the other rows are there.
 * @throws OdailiesError `metadata_unreadable` when the file as a whole cannot be read, and nothing else.
 */
export async function readSheet(path: string, options: ReadSheetOptions = {}): Promise<Sheet> {
  return readSheetBytes(await readBytes(path), path, options);
}

/** The same for bytes that are at hand already; `path` gives the name and stands in messages. */
export function readSheetBytes(bytes: Uint8Array, path: string, options: ReadSheetOptions = {}): Sheet {
  const name = basename(path);
  const { text, encoding, warning } = decodeText(bytes, path, options.encoding);
  const format = METADATA_FORMATS.find((candidate) => candidate.recognise(text, name));
  if (!format) {
    const because =
      "it is neither an ALE nor a table whose first rows name columns such as File Name, Scene, Take";
    throw sheetUnreadable(path, because, "Give an ALE or CSV file.");
  }
  const content = format.read(text, { path, columnNames: options.columnNames ?? [] });
  const ofEncoding: SheetProblem[] = warning ? [{ line: 1, severity: "warning", message: warning }] : [];
  const problems = [...ofEncoding, ...content.problems].sort((a, b) => a.line - b.line);
  return { ...content, path, name, format: format.id, encoding, problems };
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw sheetUnreadable(
        path,
        stats.isDirectory() ? "it is a folder" : "it is no file",
        "Give an ALE or CSV file.",
      );
    }
    if (stats.size > MAX_SHEET_BYTES) throw tooLarge(path, stats.size);
    return await readFile(path);
  } catch (cause) {
    if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
    throw sheetUnreadable(path, ...reasonOf(cause));
  }
}

function reasonOf(cause: Error & { code?: unknown }): [because: string, hint: string, cause: Error] {
  if (cause.code === "ENOENT") return ["there is no such file", "Check the path.", cause];
  if (cause.code === "EACCES" || cause.code === "EPERM") {
    return ["its permissions forbid reading it", "Give yourself the right to read it.", cause];
  }
  return [`reading it failed (${cause.message})`, "Check the disk and the path, then try again.", cause];
}
