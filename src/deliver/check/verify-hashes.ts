// Files that a hash list beside them speaks of are read and compared before anything of them is sent.
import { findHashLists } from "../../checksums/find-hash-lists.ts";
import type { HashList } from "../../checksums/hash-list.ts";
import { readMhl } from "../../checksums/read-mhl.ts";
import { type FileVerification, verifyFiles } from "../../checksums/verify-files.ts";
import { type Card, filesOfSource, type FoundClip, type FoundFile } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Emit } from "../../domain/events.ts";
import type { Scan } from "../../domain/scan.ts";
import type { CardWatch } from "../source/card-watch.ts";

/** `auto`: what is listed must match · `require`: every file must be listed and match · `ignore`: nothing is read. */
export type MhlRule = "auto" | "require" | "ignore";

/** Rejects with `mhl_mismatch` for a clip with a file that is not what its hash list says. */
export type VerifyHashes = (clip: FoundClip, signal: AbortSignal) => Promise<void>;

/** Reads the hash lists of every card. With `require`, a list that cannot be read throws `verify_failed`. */
export async function readHashLists(
  scans: readonly Scan[],
  rule: MhlRule,
  emit: Emit,
  cards: CardWatch,
): Promise<VerifyHashes> {
  if (rule === "ignore") return () => Promise.resolve();
  const listsOf = new Map<string, readonly HashList[]>();
  for (const { card, clips } of scans) {
    const read = async () => {
      const lists = await readCardLists(card, clips, rule, emit);
      // A list that could not be read was left aside: not where it went with its card.
      await cards.requireHere(card);
      return lists;
    };
    listsOf.set(card.root, await cards.hold(card, read));
  }
  return async (clip, signal) => {
    const lists = listsOf.get(clip.card.root) ?? [];
    if (lists.length === 0 && rule === "auto") return;
    for await (const result of verifyFiles(filesOf(clip), lists, { signal, missing: "ignore" })) {
      const problem = hashListProblem(result, rule);
      if (problem !== undefined) throw mismatch(result.relativePath, problem);
    }
  };
}

/** The hash lists beside and above these clips. One that cannot be read is a warning; with `require` it is thrown. */
export async function readCardLists(
  card: Card,
  clips: readonly FoundClip[],
  rule: MhlRule,
  emit: Emit,
): Promise<readonly HashList[]> {
  const lists: HashList[] = [];
  for (const path of await findHashLists(card.root, clips.flatMap(filesOf))) {
    try {
      const list = await readMhl(path);
      for (const message of list.warnings) emit({ type: "warning", code: "mhl_warning", message });
      lists.push(list);
    } catch (error) {
      if (rule === "require" || !(error instanceof OdailiesError)) throw error;
      emit({ type: "warning", code: "mhl_unreadable", message: `${error.message} It was left aside.` });
    }
  }
  return lists;
}

function filesOf({ graded, log, thumbnail }: FoundClip): FoundFile[] {
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
