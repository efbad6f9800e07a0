// Recordings that a camera has split over several files: which clips may be parts of one. Names and sizes only.
import type { FoundClip, FoundFile, VideoRole } from "../domain/clip.ts";

/**
 * `chapters`: the name itself says which part of which recording it is (GoPro). `numbers`: consecutive numbers, and
 * the file before is as long as the card's file system lets it be, which may be chance.
 */
export type SpanKind = "chapters" | "numbers";

/** One clip of a chain, with the only video file that it has. */
export interface SpanPart {
  readonly clip: FoundClip;
  readonly role: VideoRole;
  readonly file: FoundFile;
}

/** Two or more clips in the order of recording. That they are one recording is yet to be proven, link by link. */
export interface SpanChain {
  readonly kind: SpanKind;
  readonly parts: readonly SpanPart[];
}

/** A chapter that continues a file which is not there. */
export interface LostChapter {
  readonly clip: FoundClip;
  /** Name of the file before it, without extension. */
  readonly missing: string;
}

export interface FoundSpans {
  readonly chains: readonly SpanChain[];
  readonly lost: readonly LostChapter[];
}

/**
 * Pure. A clip that has both a graded and a LOG file is part of no chain: somebody has made dailies of it already. Parts
 * lie in one folder, have one extension, and are in one chain at most.
 */
export function findSpans(clips: readonly FoundClip[]): FoundSpans {
  const groups = new Map<string, Placed[]>();
  for (const clip of clips) {
    const part = partOf(clip);
    const placed = part && placeOf(part);
    if (!placed) continue;
    const group = groups.get(placed.key);
    if (group) group.push(placed);
    else groups.set(placed.key, [placed]);
  }
  const chains: SpanChain[] = [];
  const lost: LostChapter[] = [];
  for (const group of groups.values()) {
    const sorted = group.toSorted((a, b) => a.number - b.number);
    for (const run of splitRuns(sorted)) {
      const [first] = run;
      if (first?.kind === "chapters" && first.number > first.firstNumber)
        lost.push({ clip: first.part.clip, missing: first.nameOf(first.number - 1) });
      if (first && run.length > 1) chains.push({ kind: first.kind, parts: run.map(({ part }) => part) });
    }
  }
  return { chains, lost };
}

interface Placed {
  readonly part: SpanPart;
  readonly kind: SpanKind;
  /** The same for all that could be one recording. */
  readonly key: string;
  readonly number: number;
  /** Of chapters: the number that a recording begins with. */
  readonly firstNumber: number;
  readonly nameOf: (number: number) => string;
  /** How long a file is that was split. */
  readonly splitSizes: readonly SizeRange[];
}

interface SizeRange {
  readonly fromBytes: number;
  readonly toBytes: number;
}

const GIB = 1024 ** 3;

/** A file on FAT32 ends below 4 GiB; recorders stop at the next whole group of pictures before. */
const FAT_SPLIT: SizeRange = { fromBytes: 3.9 * GIB, toBytes: 4 * GIB };
const SIXTEEN_GB_SPLIT: SizeRange = { fromBytes: 15.9e9, toBytes: 16 * GIB };
/** DJI stops at about 3.9 GB on FAT32. */
const DJI_SPLIT: SizeRange = { fromBytes: 3.8e9, toBytes: 4 * GIB };
/** HERO10 and later write chapters of 12 GB. */
const GOPRO_SPLIT: SizeRange = { fromBytes: 11.5e9, toBytes: 12 * GIB };

/** Is the file as long as a camera of this kind lets a file be? */
export function isSplitSize(sizeBytes: number, kind: SpanKind): boolean {
  const others = kind === "chapters" ? [DJI_SPLIT, GOPRO_SPLIT] : [];
  return isWithin(sizeBytes, [FAT_SPLIT, SIXTEEN_GB_SPLIT, ...others]);
}

function isWithin(sizeBytes: number, ranges: readonly SizeRange[]): boolean {
  return ranges.some(({ fromBytes, toBytes }) => sizeBytes >= fromBytes && sizeBytes <= toBytes);
}

/** `GX020123`: chapter 2 of recording 0123. H is AVC, X is HEVC; GoPro, "File Naming Convention". */
const GOPRO = /^G([HX])(\d{2})(\d{4})$/i;
/** Up to HERO5: `GOPR0123` first, then `GP010123`, `GP020123`. */
const GOPRO_OLD = /^(?:GOPR|GP(\d{2}))(\d{4})$/i;
/** `DJI_20230615120000_0001_D`: each file has a time of its own. */
const DJI = /^DJI_\d{14}_(\d{4})((?:_[A-Z])?)$/i;
/** `C0001`, `MVI_0001`, `AA000101`, `P1000001`, `DJI_0001`, `00000`. */
const NUMBERED = /^(.*?)(\d{2,})$/;

function placeOf(part: SpanPart): Placed | undefined {
  const { name } = part.clip;
  const { relativePath } = part.file;
  const slash = relativePath.lastIndexOf("/");
  const extension = relativePath.slice(relativePath.lastIndexOf(".")).toLowerCase();
  const keyOf = (...words: readonly string[]) =>
    [relativePath.slice(0, slash + 1), extension, part.role, ...words].join("\n").toUpperCase();
  const two = (number: number) => String(number).padStart(2, "0");

  const [, codec = "", chapter = "", recording = ""] = GOPRO.exec(name) ?? [];
  if (recording !== "") {
    const nameOf = (number: number) => `G${codec}${two(number)}${recording}`;
    const key = keyOf("gopro", codec, recording);
    return { part, kind: "chapters", key, number: Number(chapter), firstNumber: 1, nameOf, splitSizes: [] };
  }
  const [isOld, oldChapter = "0", oldRecording = ""] = GOPRO_OLD.exec(name) ?? [];
  if (isOld !== undefined) {
    const nameOf = (number: number) => `${number === 0 ? "GOPR" : `GP${two(number)}`}${oldRecording}`;
    const key = keyOf("gopro-old", oldRecording);
    return {
      part,
      kind: "chapters",
      key,
      number: Number(oldChapter),
      firstNumber: 0,
      nameOf,
      splitSizes: [],
    };
  }
  const numbers = { part, kind: "numbers", firstNumber: 0, nameOf: String } as const;
  const [, djiNumber, lens = ""] = DJI.exec(name) ?? [];
  if (djiNumber !== undefined) {
    const splitSizes = [DJI_SPLIT, SIXTEEN_GB_SPLIT];
    return { ...numbers, key: keyOf("dji", lens), number: Number(djiNumber), splitSizes };
  }
  const [, prefix = "", digits] = NUMBERED.exec(name) ?? [];
  if (digits === undefined) return undefined;
  const splitSizes = [/^DJI_/i.test(prefix) ? DJI_SPLIT : FAT_SPLIT, SIXTEEN_GB_SPLIT];
  return {
    ...numbers,
    key: keyOf("number", prefix, String(digits.length)),
    number: Number(digits),
    splitSizes,
  };
}

/** Undefined where a clip has two video files. */
function partOf(clip: FoundClip): SpanPart | undefined {
  const { graded, log } = clip;
  if (graded && log) return undefined;
  if (graded) return { clip, role: "graded", file: graded };
  return log && { clip, role: "log", file: log };
}

function splitRuns(sorted: readonly Placed[]): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [];
  for (const placed of sorted) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && mayContinue(before, placed)) run.push(placed);
    else runs.push([placed]);
  }
  return runs;
}

function mayContinue(before: Placed, next: Placed): boolean {
  if (next.number !== before.number + 1) return false;
  return before.kind === "chapters" || isWithin(before.part.file.sizeBytes, before.splitSizes);
}
