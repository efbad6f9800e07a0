// When a person decided on each sheet: what was decided later counts for more than what happens to lie in a folder.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { LedgerRecord } from "../../ledger/record.ts";
import type { DestinationRecords } from "../../ledger/view.ts";

export interface SheetsToDate {
  /** Named by a person in this very command. */
  readonly given: readonly string[];
  /** Found beside the clips: decided on when they were written. */
  readonly found: readonly string[];
}

export interface DatedSheets {
  /** Path → ISO 8601. */
  readonly decided: ReadonlyMap<string, string>;
  /** Sheets that were given for the first time, to be written down. */
  readonly firstGiven: readonly LedgerRecord[];
}

/** A sheet that is given again was decided on when it was given first, or when it was written since. */
export async function dateSheets(
  { given, found }: SheetsToDate,
  destinationId: string,
  records: Pick<DestinationRecords, "sheetGiven">,
): Promise<DatedSheets> {
  const now = new Date().toISOString();
  const decided = new Map<string, string>();
  const firstGiven: LedgerRecord[] = [];
  for (const path of found) decided.set(path, await writtenAt(path));
  for (const path of given) {
    const sha256 = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
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
