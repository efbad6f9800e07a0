// What of a clip is up, what is only made, what is missing: the one place that says so, for every run.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { ClipPlan, FoundFile, OwedFile, Receipt, Role } from "../domain/clip.ts";
import type { FileStanding } from "../domain/clip-standing.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { DestinationRecords, LedgerView } from "../ledger/view.ts";
import { type OwnFolders, workFolderOf } from "../ledger/places.ts";
import type { RecordOf } from "../ledger/record.ts";
import { isSameSource } from "../ledger/source-identity.ts";
import { owedTo } from "../plan/owed-to.ts";
import { hasSentNow, type TargetView } from "./target.ts";

/** One owed file, and how far it is. */
export interface StandingFile {
  readonly owed: OwedFile;
  readonly state: FileStanding;
  /** There exactly where it is `up`. */
  readonly receipt?: Receipt;
}

/** Where to look. */
export interface StandingPlace {
  readonly records: DestinationRecords;
  /** Undefined where the destination was not asked. */
  readonly remote: ReadonlyMap<string, RemoteClip> | undefined;
  /** Nothing counts as sent, for all is to be made anew. */
  readonly force?: boolean;
}

/** What is asked of one file: what is not known of it is not held against the record. */
export interface AskedFile {
  readonly role: Role;
  readonly recipe: string | undefined;
  readonly source: FoundFile | undefined;
}

/** Does the record speak of this file? Opens the file only where its date changed. */
export async function judgeSent(
  record: RecordOf<"sent"> | undefined,
  { recipe, source }: Omit<AskedFile, "role">,
): Promise<"up" | "other" | "missing"> {
  if (!record) return "missing";
  if (source && !(await isSameSource(record.source, source))) return "other";
  // Made as it is not wanted any more: with another look, another size.
  return recipe === undefined || record.recipe === recipe ? "up" : "missing";
}

/** A clip that the destination does not list has nothing up. */
async function findStanding(
  plan: ClipPlan,
  owes: readonly OwedFile[],
  { records, remote, force = false }: StandingPlace,
): Promise<readonly StandingFile[]> {
  const isGone = remote !== undefined && !remote.has(plan.name);
  return Promise.all(
    owes.map(async (owed): Promise<StandingFile> => {
      const record = isGone || force ? undefined : records.sent(plan.name, owed.role);
      const state = await judgeSent(record, owed);
      return { owed, state, ...(record && state === "up" && { receipt: record.receipt }) };
    }),
  );
}

/** As `findStanding`, for a run that sends: what it has sent itself counts, although no listing shows it yet. */
export async function findStandingAt(
  plan: ClipPlan,
  target: TargetView,
  force: boolean,
): Promise<readonly StandingFile[]> {
  const { records, listing, destination } = target;
  const owes = owedTo(plan, destination.takes.roles);
  const known = listing.known();
  const isOurs = hasSentNow(target, "graded", plan.name);
  const files = await findStanding(plan, owes, { records, remote: isOurs ? undefined : known });
  return force
    ? files.map((file) =>
        hasSentNow(target, file.owed.role, plan.name) ? file : { owed: file.owed, state: "missing" },
      )
    : files;
}

/** A made file that lies whole in the work folder and was made of this source with this recipe. */
export interface FoundMade {
  readonly record: RecordOf<"made">;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

export async function findMade(
  { name, cardFolder }: { readonly name: string; readonly cardFolder: string },
  { role, recipe, source }: AskedFile,
  ledger: Pick<LedgerView, "made">,
  own: OwnFolders,
): Promise<FoundMade | undefined> {
  const record = ledger.made(cardFolder, name, role);
  if (!record || (recipe !== undefined && record.recipe !== recipe)) return undefined;
  if (source && !(await isSameSource(record.source, source))) return undefined;
  const path = join(workFolderOf(own, cardFolder), record.file);
  const there = await stat(path).catch(() => undefined);
  return there?.size === record.bytes
    ? { record, path, sizeBytes: there.size, mtimeMs: there.mtimeMs }
    : undefined;
}

export function isUp(files: readonly StandingFile[], role: Role): boolean {
  return files.some(({ owed, state }) => owed.role === role && state === "up");
}

export function receiptsOf(files: readonly StandingFile[]): readonly Receipt[] {
  return files.flatMap(({ receipt }) => receipt ?? []);
}
