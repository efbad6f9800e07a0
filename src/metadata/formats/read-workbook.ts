// A workbook's sheets as text, read by a thread: hostile or huge ones end there, and nobody waits for them.
import { Worker } from "node:worker_threads";
import { sheetUnreadable } from "./unreadable.ts";
import { type WorkbookCell, workbookText } from "./workbook-text.ts";

export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** From the first row of the sheet on, as a person sees them. */
  readonly rows: readonly (readonly string[])[];
}

/** 100,000 rows of 40 columns are half of it. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Of all parts together, as the archive's directory tells; a part that is larger than it says is refused by the reader. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
const MAX_MEMORY_MB = 1024;
const MAX_MILLISECONDS = 120_000;

/**
 * Plain JavaScript as a text: a file of its own would have to be built before a test could start it. Where a number
 * format makes more of a whole number than its digits (`0000`, `00\:00\:00\:00`), the cell is what it shows; elsewhere
 * its value, for 23.976 shown as 24 is 23.976.
 */
const THREAD = String.raw`
const { parentPort, workerData } = require("node:worker_threads");
const PADDED = /^(?=.*0[^.]*0)[0"\\:;\-/ ]{2,40}$/;
import(workerData.library).then(async ({ readXlsx, formatValue }) => {
  const { sheets } = await readXlsx(workerData.bytes, { readStyles: true });
  for (const { rows, cells } of sheets) {
    for (const [place, { value, style }] of cells ?? []) {
      if (!Number.isInteger(value) || !PADDED.test(style?.numFmt ?? "")) continue;
      const [row, column] = place.split(",").map(Number);
      if (rows[row]) rows[row][column] = formatValue(value, style.numFmt);
    }
  }
  const isHidden = ({ hidden, veryHidden }) => hidden === true || veryHidden === true;
  parentPort.postMessage({ found: sheets.map((sheet) => ({ name: sheet.name, isHidden: isHidden(sheet), rows: sheet.rows })) });
}).catch((error) => parentPort.postMessage({ problem: String(error?.message ?? error) }));
`;

interface RawSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly (readonly WorkbookCell[])[];
}

type Told = { readonly found: readonly RawSheet[] } | { readonly problem: string };

/** Rejects with `metadata_unreadable`, and nothing else but the signal's reason. */
export async function readWorkbook(
  bytes: Uint8Array,
  path: string,
  signal?: AbortSignal,
): Promise<readonly WorkbookSheet[]> {
  if (bytes.length > MAX_BYTES || unpackedBytes(bytes) > MAX_UNPACKED_BYTES) {
    throw sheetUnreadable(
      path,
      "the workbook is larger than any camera log",
      "Save the sheet as CSV (UTF-8).",
    );
  }
  signal?.throwIfAborted();
  const told = await askThread(bytes, signal).catch((cause: unknown) => {
    signal?.throwIfAborted();
    return { problem: cause instanceof Error ? cause.message : "the reader ended" };
  });
  if ("problem" in told) {
    const because = `the workbook is damaged or too large (${told.problem.replace(/\.$/, "")})`;
    throw sheetUnreadable(
      path,
      because,
      "Open it in the program that wrote it and save it again, or as CSV (UTF-8).",
    );
  }
  return told.found.map(({ name, isHidden, rows }) => ({
    name,
    isHidden,
    rows: rows.map((cells) => Array.from(cells, workbookText)),
  }));
}

async function askThread(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Told> {
  const workerData = { bytes, library: import.meta.resolve("hucre") };
  const resourceLimits = { maxOldGenerationSizeMb: MAX_MEMORY_MB };
  const thread = new Worker(THREAD, { eval: true, workerData, resourceLimits });
  const limit = AbortSignal.timeout(MAX_MILLISECONDS);
  const end = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    return await new Promise<Told>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("the reader ended")));
      end.addEventListener("abort", () => reject(new Error("it took longer than two minutes")), {
        once: true,
      });
    });
  } finally {
    await thread.terminate();
  }
}

const CENTRAL_ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const FLAGS_AT = 8;
const UNPACKED_SIZE_AT = 24;
const NAME_LENGTH_AT = 28;
const NAME_AT = 46;
/** The part's size stands behind it. The directory has it all the same (APPNOTE.TXT, 4.4.4), or hides it. */
const SIZE_FOLLOWS = 8;

/** What the archive's directory says (APPNOTE.TXT, 4.3.12); a part without a size counts as too large. */
function unpackedBytes(bytes: Uint8Array): number {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = archive.indexOf(CENTRAL_ENTRY); at !== -1; at = archive.indexOf(CENTRAL_ENTRY, at + 4)) {
    if (at + NAME_AT > archive.length) break;
    const packed = archive.readUInt32LE(at + UNPACKED_SIZE_AT - 4);
    const unpacked = archive.readUInt32LE(at + UNPACKED_SIZE_AT);
    const hidesSize = packed === 0 ? sizeFollows(archive, at) : packed > 2 && unpacked === 0;
    total += hidesSize ? Number.POSITIVE_INFINITY : unpacked;
  }
  return total;
}

/** The reader takes such a part to be as large as it turns out to be. A folder is no part. */
function sizeFollows(archive: Buffer, at: number): boolean {
  const nameEnd = at + NAME_AT + archive.readUInt16LE(at + NAME_LENGTH_AT);
  return (archive.readUInt16LE(at + FLAGS_AT) & SIZE_FOLLOWS) !== 0 && archive[nameEnd - 1] !== 0x2f;
}
