// Files that a camera has split one recording into become one clip, where that is proven; else they are kept apart.
import { basename } from "node:path";
import pLimit from "p-limit";
import { findSpans, type SpanChain, type SpanPart } from "../../cards/find-spans.ts";
import type { FoundClip, FoundFile } from "../../domain/clip.ts";
import type { Emit } from "../../domain/events.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import type { LeftOutFile, NameClash, Scan } from "../../domain/scan.ts";
import { probeFile, type ProbeResult } from "../../media/probe-file.ts";
import { canBeListed } from "../../media/with-source.ts";
import type { MediaTools } from "../../media/find-media-tools.ts";
import { findBreak } from "./find-break.ts";
import { groupAsSent, type SentSource } from "./sent-groups.ts";

export interface SpanRequest {
  /** Undefined to join only what was sent joined before. */
  readonly probe: ((file: FoundFile) => Promise<ProbeResult>) | undefined;
  /** Why there is no `probe`, as a clause for people; without one nothing is said of what is kept apart. */
  readonly whyNotProbed?: string;
  /** Asked only where a card holds what may be such a recording. */
  readonly readSent: (() => Promise<SentSource>) | undefined;
  readonly emit: Emit;
  /** Of a run for a part of a card: what it is for. Default: everything. */
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
}

export interface SpanJoiner {
  /** The scan with joined clips in place of their parts. Says what was joined and what was not. */
  join(scan: Scan): Promise<Scan>;
  /** As asked for, and joined clips of which any part is wanted. */
  isWanted(found: FoundClip | NameClash): boolean;
  /** Names of the clips that went into this one, beside its own. */
  partsOf(clip: FoundClip): readonly string[];
}

/** Bound by the disk. */
const PROBES_AT_ONCE = 4;

export function createSpanJoiner(request: SpanRequest): SpanJoiner {
  const { isWanted = () => true, probe } = request;
  const limit = pLimit(PROBES_AT_ONCE);
  const limited = { ...request, isWanted, probe: probe && ((file: FoundFile) => limit(() => probe(file))) };
  const wantedClips = new Set<FoundClip | NameClash>();
  const partsOf = new Map<string, readonly string[]>();
  const join = async (scan: Scan): Promise<Scan> => {
    const { chains, lost } = findSpans(scan.clips);
    for (const { clip, missing } of lost) if (isWanted(clip)) sayLost(clip, missing, request.emit);
    const sentSource = chains.length > 0 ? await request.readSent?.() : undefined;
    const joinedBy = new Map<FoundClip, FoundClip>();
    for (const chain of chains) {
      for (const parts of await splitChain(chain, sentSource, limited)) {
        const clip = joinParts(parts);
        for (const part of parts) joinedBy.set(part.clip, clip);
        const names = parts.map((part) => part.clip.name);
        partsOf.set(partKey(clip), names.slice(1));
        if (!parts.some((part) => isWanted(part.clip))) continue;
        wantedClips.add(clip);
        sayJoined(clip, names, request.emit);
      }
    }
    if (joinedBy.size === 0) return scan;
    return {
      ...scan,
      clips: [...new Set(scan.clips.map((clip) => joinedBy.get(clip) ?? clip))],
      leftOut: sortByPath([...scan.leftOut, ...companionsOfParts(joinedBy)]),
    };
  };
  return {
    join,
    isWanted: (found) => wantedClips.has(found) || isWanted(found),
    partsOf: (clip) => partsOf.get(partKey(clip)) ?? [],
  };
}

const partKey = ({ card, name }: FoundClip) => `${card.root}\n${name}`;

/** The runs of two or more parts that are one clip. */
async function splitChain(
  { kind, parts }: SpanChain,
  sentSource: SentSource | undefined,
  request: SpanRequest & Required<Pick<SpanRequest, "isWanted">>,
): Promise<readonly (readonly SpanPart[])[]> {
  const joined: (readonly SpanPart[])[] = [];
  let before: LookedAt | undefined;
  for (const group of groupAsSent(parts, sentSource)) {
    if (group.wasSent) joined.push(group.parts);
    else {
      const looked = await Promise.all(group.parts.map((part) => lookAt(part, request)));
      for (const run of findRuns(looked, before, kind, request)) joined.push(run);
    }
    const last = group.parts.at(-1);
    before = last && { part: last, state: group.wasSent ? "sent" : "unwanted" };
  }
  return joined.filter((run) => run.length > 1);
}

/** A part with what probing said of it, or why it was not looked into. */
type LookedAt =
  | { readonly part: SpanPart; readonly state: "probed"; readonly facts: MediaFacts | undefined }
  | { readonly part: SpanPart; readonly state: "sent" | "unwanted" | "unprobed" };

async function lookAt(
  part: SpanPart,
  { isWanted, probe }: SpanRequest & Required<Pick<SpanRequest, "isWanted">>,
): Promise<LookedAt> {
  if (!isWanted(part.clip)) return { part, state: "unwanted" };
  if (!probe) return { part, state: "unprobed" };
  const result = await probe(part.file);
  return { part, state: "probed", facts: "facts" in result ? result.facts : undefined };
}

/** `sentBefore` is the neighbour that these may continue. */
function findRuns(
  all: readonly LookedAt[],
  sentBefore: LookedAt | undefined,
  kind: SpanChain["kind"],
  { emit, whyNotProbed }: SpanRequest,
): readonly (readonly SpanPart[])[] {
  const runs: SpanPart[][] = [];
  let before = sentBefore;
  for (const next of all) {
    const reason = before && whyApart(before, next, kind, whyNotProbed);
    const run = runs.at(-1);
    if (run && before && reason === undefined) run.push(next.part);
    else runs.push([next.part]);
    if (before && reason !== undefined && reason !== "") sayApart(next.part, before.part, reason, emit);
    before = next;
  }
  return runs;
}

/** Undefined where they belong together; empty where there is nothing to say of it. */
function whyApart(
  before: LookedAt,
  next: LookedAt,
  kind: SpanChain["kind"],
  whyNotProbed: string | undefined,
): string | undefined {
  const { name } = before.part.clip;
  if (next.state === "unwanted") return "";
  if (before.state === "sent") return `${name} was sent without it; --force --replace sends them as one`;
  if (before.state === "unwanted") return `${name} is not due in this run`;
  if (before.state !== "probed" || next.state !== "probed") return whyNotProbed ?? "";
  if (!canBeListed(before.part.file.path) || !canBeListed(next.part.file.path))
    return "its path holds a line break";
  if (!before.facts || !next.facts) return `${(before.facts ? next : before).part.clip.name} cannot be read`;
  return findBreak(before.facts, next.facts, kind);
}

/** The first part names the clip, as in every editing program; what is known of it is known of the whole. */
function joinParts(parts: readonly SpanPart[]): FoundClip {
  const [first] = parts;
  if (!first) throw new Error("no parts");
  const file = { ...first.file, parts: parts.map((part) => part.file) };
  return { ...first.clip, [first.role]: file };
}

/** Sidecars and pictures of later parts speak of another beginning than the clip's. */
function companionsOfParts(joinedBy: ReadonlyMap<FoundClip, FoundClip>): readonly LeftOutFile[] {
  return [...joinedBy].flatMap(([part, joined]) => {
    if (part.name === joined.name) return [];
    const files = [...(part.thumbnail ? [part.thumbnail] : []), ...part.sidecars];
    return files.map(({ relativePath }) => ({ relativePath, reason: "sidecar" as const }));
  });
}

function sortByPath(files: readonly LeftOutFile[]): readonly LeftOutFile[] {
  return files.toSorted((a, b) =>
    a.relativePath < b.relativePath ? -1 : Number(a.relativePath > b.relativePath),
  );
}

function sayJoined(clip: FoundClip, names: readonly string[], emit: Emit): void {
  const message = `It was recorded in ${names.length} files, which are joined: ${names.join(", ")}.`;
  emit({ type: "warning", code: "spans_joined", clip: clip.name, message });
}

function sayApart({ clip, file }: SpanPart, before: SpanPart, reason: string, emit: Emit): void {
  const message = `It may continue ${before.clip.name}, but is not joined to it: ${reason}. ${basename(file.relativePath)} is a clip of its own.`;
  emit({ type: "warning", code: "spans_not_joined", clip: clip.name, message });
}

function sayLost(clip: FoundClip, missing: string, emit: Emit): void {
  const message = `It continues ${missing}, which is not here; it is a clip of its own.`;
  emit({ type: "warning", code: "span_missing", clip: clip.name, message });
}

export interface SpanTools {
  readonly tools: MediaTools;
  readonly signal: AbortSignal;
  readonly probed?: ((file: FoundFile) => ProbeResult | undefined) | undefined;
}

/** What probing for `createSpanJoiner` asks: no decode, and nothing that a watcher has found out a moment ago. */
export function spanProbe({ tools, signal, probed }: SpanTools): NonNullable<SpanRequest["probe"]> {
  return async (file) => probed?.(file) ?? probeFile(tools, file.path, { signal, decodeEnds: false });
}
