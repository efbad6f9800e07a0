// When a person decided on each sheet: what was decided later counts for more than what happens to lie in a folder.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Scan } from "../../domain/scan.ts";
import { readSmallFile } from "../../files/read-small-file.ts";
import { MAX_SHEET_BYTES } from "../../metadata/decode-text.ts";
import type { LedgerRecord } from "../../ledger/record.ts";
import type { DestinationRecords } from "../../ledger/view.ts";

export interface SheetsToDate {
  /** Paths that a person named in this very command. */
  readonly given: readonly string[];
  /** What lies beside their clips was decided on when it was written. */
  readonly scans: readonly Pick<Scan, "sheets">[];
}

/** What the files themselves tell; the same for every destination. */
export interface SheetDates {
  readonly given: readonly { readonly path: string; readonly sha256: string }[];
  /** Path → ISO 8601, of those that lie beside clips. */
  readonly written: ReadonlyMap<string, string>;
  /** ISO 8601: a sheet that is given for the first time is decided on now. */
  readonly now: string;
}

/** Reads each sheet that was given once. Throws the file system's own error. */
export async function readSheetDates({ given, scans }: SheetsToDate): Promise<SheetDates> {
  const now = new Date().toISOString();
  const written = new Map<string, string>();
  for (const { path } of scans.flatMap(({ sheets }) => sheets)) written.set(path, await writtenAt(path));
  const hashed: { path: string; sha256: string }[] = [];
  for (const path of given) {
    const sha256 = createHash("sha256")
      .update(await readSmallFile(path, { maxBytes: MAX_SHEET_BYTES }))
      .digest("hex");
    hashed.push({ path, sha256 });
  }
  return { given: hashed, written, now };
}

export interface DecidedSheets {
  /** Path → ISO 8601. */
  readonly decided: ReadonlyMap<string, string>;
  /** Sheets that were given for the first time, to be written down. */
  readonly firstGiven: readonly LedgerRecord[];
}

/** A sheet that is given again was decided on when it was given first. Pure. */
export function decideSheets(
  { given, written, now }: SheetDates,
  destinationId: string,
  records: Pick<DestinationRecords, "sheetGiven">,
): DecidedSheets {
  const decided = new Map(written);
  const firstGiven: LedgerRecord[] = [];
  for (const { path, sha256 } of given) {
    const before = records.sheetGiven(sha256);
    decided.set(path, before ?? now);
    if (before === undefined)
      firstGiven.push({ type: "sheet", destination: destinationId, clip: sha256, name: basename(path) });
  }
  return { decided, firstGiven };
}

async function writtenAt(path: string): Promise<string> {
  return (await stat(path)).mtime.toISOString();
}
