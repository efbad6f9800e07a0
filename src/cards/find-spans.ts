// Recordings that a camera has split over several files: which clips may be parts of one. Names and sizes only.
import type { FoundClip, FoundFile, VideoRole } from "../domain/clip.ts";
import type { SizeRange, SpanRule } from "./camera.ts";
import { CAMERAS } from "./cameras/index.ts";
import { FAT_SPLIT, SIXTEEN_GB_SPLIT } from "./split-sizes.ts";

/**
 * `chapters`: the name itself says which part of which recording it is (GoPro). `numbers`: consecutive numbers, and
 * the file before is as long as the card's file system lets it be, which may be chance.
 */
export type SpanKind = SpanRule["kind"];

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

/** Is the file as long as a camera of this kind lets a file be? */
export function isSplitSize(sizeBytes: number, kind: SpanKind): boolean {
  return isWithin(sizeBytes, kind === "chapters" ? ALL_SIZES : ANY_CAMERA.sizes);
}

function isWithin(sizeBytes: number, ranges: readonly SizeRange[]): boolean {
  return ranges.some(({ fromBytes, toBytes }) => sizeBytes >= fromBytes && sizeBytes <= toBytes);
}

/** `C0001`, `MVI_0001`, `AA000101`, `P1000001`, `00000`: a number that counts on, behind a file that is full. */
const ANY_CAMERA: SpanRule = {
  kind: "numbers",
  pattern: /^(?<prefix>(?:.*\D)?)(?<number>\d{2,})$/,
  sizes: [FAT_SPLIT, SIXTEEN_GB_SPLIT],
};
const RULES: readonly SpanRule[] = [...CAMERAS.flatMap(({ spans = [] }) => spans), ANY_CAMERA];
const ALL_SIZES = RULES.flatMap(({ sizes }) => sizes);

function placeOf(part: SpanPart): Placed | undefined {
  for (const [index, rule] of RULES.entries()) {
    const groups = rule.pattern.exec(part.clip.name)?.groups;
    if (!groups) continue;
    const { number: digits, ...others }: Readonly<Record<string, string | undefined>> = groups;
    const { kind, firstNumber = 0, sizes: splitSizes } = rule;
    const { relativePath } = part.file;
    const folder = relativePath.slice(0, relativePath.lastIndexOf("/") + 1);
    const extension = relativePath.slice(relativePath.lastIndexOf("."));
    const counted = kind === "numbers" ? digits?.length : "";
    const words = [folder, extension, part.role, index, counted, ...Object.values(others)];
    return {
      part,
      kind,
      key: words.join("\n").toUpperCase(),
      number: Number(digits ?? 0),
      firstNumber,
      nameOf: (number) => rule.nameOf?.(number, groups) ?? String(number),
      splitSizes,
    };
  }
  return undefined;
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
