// The clips whose standing is asked, each with what it owes: as the ledger has it, else as it would be planned now.
import { join } from "node:path";
import { parseClipName } from "../domain/clip-name.ts";
import type { AskedFile } from "../deliver/standing.ts";
import type { Takes } from "../destinations/destination.ts";
import type { ClipPlan, FoundFile, OwedFile } from "../domain/clip.ts";
import { foldersOf } from "../domain/shoot-day.ts";
import { cardNameOf } from "../ledger/places.ts";
import type { OwedRole } from "../ledger/record.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import { owedTo } from "../plan/owed-to.ts";

export interface AskedClip {
  readonly name: string;
  /** Name of the card. */
  readonly card: string;
  /** As `cardFolder` names it. */
  readonly cardFolder: string;
  readonly roll: string | undefined;
  /** `yyyyMMdd`, as far as the name tells. */
  readonly day: string | undefined;
  /** Names of the folders that it lies in, the nearest first. */
  readonly folders: readonly string[];
  readonly files: readonly AskedFile[];
}

type OwedBefore = NonNullable<ReturnType<DestinationRecords["owed"]>>;

/** What a clip on the card owes: the run that decided last knows, whatever flags are given now. */
export function askForPlan(
  whole: ClipPlan,
  cardFolder: string,
  { records, takes }: { readonly records: DestinationRecords; readonly takes: Takes | undefined },
): AskedClip {
  const plan = takes ? { ...whole, owes: owedTo(whole, takes.roles) } : whole;
  const before = records.owed(plan.name);
  const owed = before && isOfPlan(before, plan) ? before : undefined;
  const files = owed ? owed.files.map((file) => askFor(file, owed, plan)) : plan.owes.map(asIs);
  const { name, card, roll, date } = plan;
  const folders = foldersOf((plan.graded ?? plan.log)?.path ?? "");
  // What was made of it lies where the run had put it that knew the card by another folder.
  const madeIn = owed?.folder ?? cardFolder;
  return { name, card: card.name, cardFolder: madeIn, roll, day: date, folders, files };
}

/** Every clip that anything was owed, made or sent of from here, whether its card is there or not. */
export function askForRecords(records: DestinationRecords): readonly AskedClip[] {
  return [...records.clips()].map(([name, cardFolder]) => {
    const owed = records.owed(name);
    const told = parseClipName(name);
    const roles = (["graded", "thumbnail", "log"] as const).filter(
      (role) => records.sent(name, role) !== undefined || records.wasBegun(name, role),
    );
    const files = owed?.files ?? roles.map((role) => ({ role, recipe: undefined }));
    return {
      name,
      card: cardNameOf(cardFolder),
      cardFolder,
      roll: owed?.roll ?? told?.roll,
      day: owed?.date ?? told?.date,
      folders: owed?.files[0] ? foldersOf(join(owed.root, owed.files[0].path)) : [],
      files: files.map(({ role, recipe }) => ({ role, recipe, source: undefined })),
    };
  });
}

/** A file that came to the card since, such as a late LOG, was owed by no run yet: then the plan of now counts. */
function isOfPlan(owed: OwedBefore, plan: ClipPlan): boolean {
  const roles = new Set(owed.files.map(({ role }) => role));
  const isKnown = owed.files.every((file) => sourceOf(file, owed, plan) !== undefined);
  return isKnown && plan.owes.every(({ role }) => roles.has(role) || role === "thumbnail");
}

function askFor(file: OwedRole, owed: OwedBefore, plan: ClipPlan): AskedFile {
  return { role: file.role, recipe: file.recipe, source: sourceOf(file, owed, plan) };
}

/** A card may be named by itself, or with the folder around it; its volume may be mounted elsewhere. */
function sourceOf(
  { path }: OwedRole,
  { root }: OwedBefore,
  { graded, log, thumbnail }: ClipPlan,
): FoundFile | undefined {
  return [graded, log, thumbnail].find(
    (file) => file?.relativePath === path || file?.path === join(root, path),
  );
}

/** Nothing was decided yet: with which recipe it was sent is not held against it. */
function asIs({ role, source }: OwedFile): AskedFile {
  return { role, recipe: undefined, source };
}
