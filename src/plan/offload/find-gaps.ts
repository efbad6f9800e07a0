// Is the offload whole? What hash lists, the camera's own lists and the marks of copy programs say of a card.
import { join } from "node:path";
import { clipKey } from "../../cards/clip-key.ts";
import { findMissing, listPaths, listRecordings, type NamedRecording } from "../../cards/find-missing.ts";
import { isLitterPath } from "../../cards/litter.ts";
import { listCameraSheets, readIndexes } from "../../cards/read-indexes.ts";
import { listMissing } from "../../checksums/list-missing.ts";
import type { CardGap, Scan } from "../../domain/scan.ts";
import { pathBelow } from "../../files/path-below.ts";
import { findShort } from "./find-short.ts";
import { type CardLists, type MhlRule, readCardLists } from "./read-card-lists.ts";
import { readNamedClips } from "./read-named-clips.ts";

export interface GapSearch {
  readonly mhl: MhlRule;
  /** False while a card is still arriving: then it is no wonder that something is not there yet. */
  readonly isComplete: boolean;
}

/** Reads small files of the card and lists above it. Throws only where a folder of the card cannot be listed. */
export async function findGaps(scan: Scan, { mhl, isComplete }: GapSearch): Promise<readonly CardGap[]> {
  const paths = listPaths(scan);
  const files = paths.map((relativePath) => ({ relativePath }));
  const lists = mhl === "ignore" ? undefined : await readCardLists(scan.card, files);
  const unproven = lists ? describeUnusable(lists) : [];
  if (!isComplete) return unproven;
  const named = await listNamed(scan);
  return [
    ...describeUnfinished(scan),
    ...unproven,
    ...withoutTwins(
      lists ? findUnlisted(lists, scan, paths) : [],
      findMissing(named, scan).map(describeNamed),
    ),
    ...(await findShort(named, scan)),
  ];
}

/** Everything that the camera says it has recorded here. */
async function listNamed(scan: Scan): Promise<readonly NamedRecording[]> {
  const bySheets = await Promise.all(
    listCameraSheets(scan).map((sheet) => readNamedClips(sheet.path, sheet.relativePath)),
  );
  return [...(await readIndexes(scan)), ...bySheets.flat(), ...listRecordings(scan)];
}

function describeNamed({ name, source }: NamedRecording): CardGap {
  return { kind: "missing", name, source, message: `${name} is not on the card, though ${source} names it.` };
}

function describeUnfinished({ leftOut }: Scan): readonly CardGap[] {
  return leftOut.flatMap(({ relativePath: name, reason }) =>
    reason === "unfinished"
      ? { kind: "unfinished", name, source: name, message: `The copy is not finished: ${name} is there.` }
      : [],
  );
}

function describeUnusable({ unusable }: CardLists): readonly CardGap[] {
  return unusable.map(({ path, error }) => ({
    kind: "unproven",
    name: path,
    source: path,
    message: `${error.message} Nothing that it covers was verified.`,
  }));
}

/** A list that fits nothing here is one gap, not as many as it has entries. */
function findUnlisted({ lists }: CardLists, { card, leftOut }: Scan, paths: readonly string[]): CardGap[] {
  const closed = leftOut.flatMap(({ relativePath }) => (relativePath.endsWith("/") ? relativePath : []));
  const isWanted = (path: string) => !isLitterPath(path) && !closed.some((folder) => path.startsWith(folder));
  const present = paths.map((path) => join(card.root, path));
  const missing = new Map<string, string[]>();
  for (const { relativePath, list } of listMissing(lists, { root: card.root, present })) {
    if (isWanted(relativePath)) missing.set(list, [...(missing.get(list) ?? []), relativePath]);
  }
  return lists.flatMap(({ path, entries }): readonly CardGap[] => {
    const names = missing.get(path) ?? [];
    // As the card's own path where it lies there, else as it is.
    const source = pathBelow(card.root, path) ?? path;
    const count = entries.filter((entry) => isWanted(entry.path)).length;
    if (source !== path && count > 1 && names.length === count) {
      const message = `The hash list ${source} fits nothing here: none of the ${count} files that it names is on the card.`;
      return [{ kind: "unproven", name: source, source, message }];
    }
    return names.map((name) => ({
      kind: "missing",
      name,
      source,
      message: `${name} is not on the card, though the hash list ${source} names it.`,
    }));
  });
}

/** What a list names by its path need not be told again by its name. */
function withoutTwins(listed: readonly CardGap[], named: readonly CardGap[]): readonly CardGap[] {
  const keys = new Set(listed.map(({ name }) => clipKey(name)));
  return [...listed, ...named.filter(({ name }) => !keys.has(clipKey(name)))];
}
