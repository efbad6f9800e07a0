// Recordings of which the card holds less than the camera says it has made: a copy that broke off, or a cut.
import { join } from "node:path";
import pLimit from "p-limit";
import { clipKey } from "../../cards/clip-key.ts";
import type { NamedRecording } from "../../cards/find-missing.ts";
import type { FoundFile } from "../../domain/clip.ts";
import { readNameVariant } from "../../domain/name-variant.ts";
import type { CardGap, Scan } from "../../domain/scan.ts";
import { openMovie } from "../../media/open-movie.ts";

/** What is less is rounding: of the rate that a sheet's heading has for all clips, of a label. */
const ALLOWED_SECONDS = 1;
const ALLOWED_SHARE = 0.1;
const FILES_AT_ONCE = 8;

/** Reads the indexes of MP4 and QuickTime files; of others nothing is known here, nor of files that cannot be read. */
export async function findShort(named: readonly NamedRecording[], scan: Scan): Promise<readonly CardGap[]> {
  const files = filesByKey(scan);
  const limit = pLimit(FILES_AT_ONCE);
  const toCompare = [...lengthsByKey(named)].flatMap(([key, recording]) => {
    const file = files.get(key);
    return file ? { recording, path: join(scan.card.root, file.relativePath) } : [];
  });
  const gaps = await Promise.all(
    toCompare.map(({ recording, path }) => limit(() => compare(recording, path))),
  );
  return gaps.filter((gap) => gap !== undefined);
}

interface MeasuredRecording extends NamedRecording {
  readonly seconds: number;
}

/** A sheet that tells two lengths of one recording tells of parts of it. */
function lengthsByKey(named: readonly NamedRecording[]): ReadonlyMap<string, MeasuredRecording> {
  const lengths = new Map<string, MeasuredRecording>();
  const inParts = new Set<string>();
  for (const { seconds, ...recording } of named) {
    if (seconds === undefined) continue;
    const key = clipKey(recording.name);
    const before = lengths.get(key);
    if (before && before.seconds !== seconds) inParts.add(key);
    lengths.set(key, { ...recording, seconds });
  }
  for (const key of inParts) lengths.delete(key);
  return lengths;
}

/** Several files of one name are parts of a recording, or clash: neither has its length. */
function filesByKey({ clips }: Scan): ReadonlyMap<string, FoundFile> {
  const files = new Map<string, FoundFile | undefined>();
  for (const { name, graded, log } of clips) {
    for (const key of new Set([clipKey(name), clipKey(readNameVariant(name, () => true).bare)]))
      files.set(key, files.has(key) ? undefined : (graded ?? log));
  }
  return new Map([...files].flatMap(([key, file]) => (file ? [[key, file] as const] : [])));
}

async function compare(
  { name, source, seconds }: MeasuredRecording,
  path: string,
): Promise<CardGap | undefined> {
  const there = await secondsOf(path);
  if (there === undefined || there + Math.max(ALLOWED_SECONDS, seconds * ALLOWED_SHARE) >= seconds)
    return undefined;
  const message = `Of ${name} only ${round(there)} s are on the card, though ${source} says ${round(seconds)} s.`;
  return { kind: "missing", name, source, message };
}

async function secondsOf(path: string): Promise<number | undefined> {
  const movie = await openMovie(path);
  if ("code" in movie) return undefined;
  const pictures = (movie.index?.tracks ?? []).flatMap(({ picture, isSelfContained }) =>
    picture?.isShownWhole && isSelfContained && picture.frameCount > 0 ? (picture.durationSeconds ?? []) : [],
  );
  return pictures.toSorted((a, b) => b - a)[0];
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
