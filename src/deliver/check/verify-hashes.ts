// Files that a hash list beside them speaks of are read and compared before anything of them is sent.
import { join } from "node:path";
import { type FileVerification, verifyFiles } from "../../checksums/verify-files.ts";
import { filesOfSource, type FoundClip, type FoundFile } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Emit } from "../../domain/events.ts";
import type { Scan } from "../../domain/scan.ts";
import {
  type CardLists,
  type MhlRule,
  readCardLists,
  type UnusableList,
} from "../../plan/offload/read-card-lists.ts";
import type { CardWatch } from "../source/card-watch.ts";

/** Rejects with `mhl_mismatch` for a clip with a file that is not what its hash list says. */
export type VerifyHashes = (clip: FoundClip, signal: AbortSignal) => Promise<void>;

/** Reads the hash lists of every card. With `require`, one that cannot be used rejects every clip that it covers. */
export async function readHashLists(
  scans: readonly Scan[],
  rule: MhlRule,
  emit: Emit,
  cards: CardWatch,
): Promise<VerifyHashes> {
  if (rule === "ignore") return () => Promise.resolve();
  const listsOf = new Map<string, CardLists>();
  for (const { card, clips } of scans) {
    const read = async () => {
      const found = await readCardLists(card, clips.flatMap(filesOfClip));
      // A list that could not be read was left aside: not where it went with its card.
      await cards.requireHere(card);
      return found;
    };
    const found = await cards.hold(card, read);
    sayListWarnings(found, emit);
    listsOf.set(card.root, found);
  }
  return async (clip, signal) => {
    const { lists, unusable } = listsOf.get(clip.card.root) ?? { lists: [], unusable: [] };
    if (rule === "require") requireUsable(clip, unusable);
    else if (lists.length === 0) return;
    for await (const result of verifyFiles(filesOfClip(clip), lists, { signal })) {
      const problem = hashListProblem(result, rule);
      if (problem !== undefined) throw mismatch(result.relativePath, problem);
    }
  };
}

/** What lists say of themselves: entries that do not count, a chain that is missing. */
export function sayListWarnings({ lists }: CardLists, emit: Emit): void {
  for (const message of lists.flatMap(({ warnings }) => warnings))
    emit({ type: "warning", code: "mhl_warning", message });
}

function requireUsable(clip: FoundClip, unusable: readonly UnusableList[]): void {
  for (const file of filesOfClip(clip)) {
    const list = unusable.find(({ root }) => file.path.startsWith(join(root, "/")));
    if (!list) continue;
    throw new OdailiesError(
      "mhl_mismatch",
      `Nothing proves that ${file.relativePath} is what was offloaded: ${list.error.message}`,
      { hint: list.error.hint, cause: list.error },
    );
  }
}

/** Every file of a clip that a hash list may speak of. */
export function filesOfClip({ graded, log, thumbnail }: FoundClip): FoundFile[] {
  return [graded, log, thumbnail].flatMap((file) => (file ? filesOfSource(file) : []));
}

/** What a list has against a file, as a phrase; undefined where nothing. */
export function hashListProblem(
  { state, algorithm, expected, actual }: FileVerification,
  rule: MhlRule,
): string | undefined {
  switch (state) {
    case "mismatch":
      return `its ${algorithm ?? "hash"} is ${actual ?? "another one"}, the hash list says ${expected ?? "otherwise"}`;
    case "unreadable":
      return "it cannot be read to the end";
    case "unlisted":
      return rule === "require" ? "no hash list speaks of it" : undefined;
    case "size-only":
      return rule === "require" ? "its hash list holds no hash of it" : undefined;
    case "missing":
    case "verified":
      return undefined;
  }
}

function mismatch(file: string, problem: string): OdailiesError {
  return new OdailiesError("mhl_mismatch", `${file} is not what was offloaded: ${problem}.`, {
    hint: "Copy the clip from the card or a backup again. Nothing of it was sent.",
  });
}
