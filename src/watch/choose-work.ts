// Of everything on a card: what is ready for a run, what has to be looked into first, what waits and why. Pure.
import { join } from "node:path";
import type { FoundClip, FoundFile } from "../domain/clip.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import { listChains, mapFiles } from "../plan/map-files.ts";
import { readMarkers } from "./markers.ts";
import { type Clock, isAbandoned, isCalm, judgeQuiet, type Patience, type Wait } from "./settle.ts";
import type { TrackedFile, WatchedCard } from "./watched-card.ts";

export interface WorkRequest {
  readonly settleMs: number;
  readonly patience: Patience;
  readonly doneFile: string | undefined;
  readonly as: "auto" | "graded" | "log";
  /** Files of this card that were delivered and moved aside; a late friend finds its clip among them. */
  readonly movedFiles: readonly FoundFile[];
}

/** What a file is to its clip. */
export type FileUse = "video" | "picture" | "sheet" | "other";

export interface FileToProve {
  readonly path: string;
  readonly use: FileUse;
  /** The clip that it is a file of; undefined for a sheet. */
  readonly clip: FoundClip | undefined;
}

export interface Work {
  readonly toProve: readonly FileToProve[];
  /** All of the card that may be spoken of; clips that wait are in it, so that rows find what they mean. */
  readonly scan: Scan;
  /** The clips and clashes that a run is due for. Empty: no run. */
  readonly due: ReadonlySet<FoundClip | NameClash>;
  /** Tracked files of each of them, by relative path. */
  readonly filesOf: ReadonlyMap<FoundClip | NameClash, readonly string[]>;
  /** Ready, and to be done with once the run begins: sheets, files that are nobody's. */
  readonly settled: readonly string[];
  /** Of these: tables that cannot be read as sheets. */
  readonly unusableSheets: readonly string[];
  readonly hasNewSheet: boolean;
}

type Readiness = "taken" | "ready" | "waiting" | "unusable";

/** A table that is no sheet is left aside after so many times the settling time; nobody is kept waiting for it. */
const SHEET_PATIENCE = 3;

/** Chooses among files that `judgeFiles` has judged; says of the others why they wait. */
export function chooseWork(watched: WatchedCard, request: WorkRequest): Work {
  const { patience, settleMs } = request;
  const clock = { nowMs: patience.nowMs, settleMs };
  const scan = mapFiles(watched.card, listFiles(watched, request.movedFiles), request.as);
  const toProve: FileToProve[] = [];
  const stateOf = (path: string, use: FileUse, clip?: FoundClip): Readiness => {
    const file = watched.files.get(path);
    if (!file || file.isTaken) return "taken";
    if (file.wait) {
      const isEarly = use !== "other" && file.proof === undefined;
      if (isEarly && isCalm(file.seen, file.wait, clock)) toProve.push({ path, use, clip });
      return "waiting";
    }
    if (use === "other" || file.proof?.state === "whole") return "ready";
    if (file.proof?.state === "fault" && file.openBy === undefined) {
      if (use === "sheet" && patience.nowMs - file.seen.sinceMs >= SHEET_PATIENCE * settleMs)
        return "unusable";
      if (use !== "sheet" && isAbandoned(file.seen, patience)) return "ready";
    }
    if (isDueForProof(file, clock)) toProve.push({ path, use, clip });
    file.wait = proofWait(file);
    return "waiting";
  };

  const isUsable = (path: string) => watched.files.get(path)?.proof?.state !== "fault";
  const sheets: FoundFile[] = [];
  const unusableSheets: string[] = [];
  for (const file of scan.sheets) {
    const state = stateOf(file.relativePath, "sheet");
    if (state === "unusable") unusableSheets.push(file.relativePath);
    else if (state !== "waiting" && isUsable(file.relativePath)) sheets.push(file);
  }
  const isNew = ({ relativePath }: FoundFile) => watched.files.get(relativePath)?.isTaken === false;
  const hasNewSheet = watched.hasNewSheet || sheets.some(isNew);
  const due = new Set<FoundClip | NameClash>();
  const filesOf = new Map<FoundClip | NameClash, readonly string[]>();
  const pruned = new Map(scan.clips.map((clip) => [clip, pruneClip(clip, stateOf, watched)]));
  const isWaiting = (clip: FoundClip) => pruned.get(clip)?.ready === undefined;
  const held = heldByChains(scan.clips, isWaiting);
  const clips = [...pruned].map(([clip, { ready, files }]) => {
    if (!ready) return clip;
    const waitsFor = held.get(clip);
    if (waitsFor !== undefined && files.some(isNew)) {
      for (const file of files.filter(isNew)) holdForChain(file, waitsFor, watched);
    } else if (hasNewSheet || files.some(isNew)) {
      due.add(ready);
      filesOf.set(
        ready,
        files.map((file) => file.relativePath),
      );
    }
    return ready;
  });
  for (const clash of scan.clashes) {
    const states = new Set(clash.files.map((file) => stateOf(file.relativePath, "other")));
    if (states.has("waiting") || !states.has("ready")) continue;
    due.add(clash);
    filesOf.set(
      clash,
      clash.files.map((file) => file.relativePath),
    );
  }
  const leftOut = scan.leftOut.filter(({ relativePath }) => stateOf(relativePath, "other") === "ready");
  const settled = [
    ...sheets.filter(isNew).map((file) => file.relativePath),
    ...unusableSheets,
    ...leftOut.map((file) => file.relativePath),
  ];
  return {
    toProve,
    scan: { ...scan, clips, sheets, leftOut },
    due,
    filesOf,
    settled,
    unusableSheets,
    hasNewSheet,
  };
}

/** Sets `wait` of every tracked file. Tells whether there is any to look into or to take: then it is time to choose. */
export function judgeFiles(
  watched: WatchedCard,
  { settleMs, patience, doneFile }: Pick<WorkRequest, "settleMs" | "patience" | "doneFile">,
): boolean {
  const { markers, firstMs } = watched;
  const copier = readMarkers({ markers, firstMs, doneFile, patience });
  const { nowMs } = patience;
  let isTimeToChoose = false;
  for (const [path, file] of watched.files) {
    if (file.isTaken) continue;
    const { seen } = file;
    const evidence = { nowMs, settleMs, hold: copier.hold(path, seen), finishedMs: copier.finishedMs(path) };
    const wait = judgeQuiet(seen, evidence);
    const isGivenUp = wait?.kind === "empty" && isAbandoned(seen, patience);
    file.wait = isGivenUp ? undefined : (wait ?? againWait(file, nowMs));
    isTimeToChoose ||=
      file.wait === undefined || (file.proof === undefined && isCalm(seen, file.wait, { nowMs, settleMs }));
  }
  return isTimeToChoose;
}

function againWait({ againMs }: TrackedFile, nowMs: number): Wait | undefined {
  if (againMs === undefined || againMs <= nowMs) return undefined;
  const seconds = Math.ceil((againMs - nowMs) / 1000);
  return { kind: "again", reason: `It could not be delivered; it is tried again in ${seconds} s.` };
}

/** A file that did not change may be whole the next time: some writers and some shares do not tell of a change. */
const PROVE_AGAIN_MS = 30_000;

function isDueForProof({ proof, seen }: TrackedFile, { nowMs, settleMs }: Clock): boolean {
  if (proof?.state === "asked") return false;
  if (proof?.state !== "fault" || nowMs - proof.atMs >= PROVE_AGAIN_MS) return true;
  // What was wrong before it had settled may be right now that it has.
  const settledMs = seen.sinceMs + settleMs;
  return proof.atMs < settledMs && nowMs >= settledMs;
}

function proofWait({ proof, openBy }: TrackedFile): Wait {
  if (openBy !== undefined) return { kind: "open", reason: openBy };
  if (proof?.state !== "whole" && proof?.reason !== undefined)
    return { kind: "not-whole", reason: proof.reason };
  return { kind: "settling", reason: "It is being looked into." };
}

function listFiles(watched: WatchedCard, movedFiles: readonly FoundFile[]): FoundFile[] {
  const files: FoundFile[] = movedFiles.filter(({ relativePath }) => !watched.files.has(relativePath));
  for (const [relativePath, { seen }] of watched.files) {
    const { sizeBytes, mtimeMs } = seen.look;
    files.push({ path: join(watched.card.root, relativePath), relativePath, sizeBytes, mtimeMs });
  }
  return files;
}

/**
 * The clip with those of its files that are ready or were taken before. The graded file names the clip: while it is
 * not ready, neither is anything else of it.
 */
function pruneClip(
  clip: FoundClip,
  stateOf: (path: string, use: FileUse, clip: FoundClip) => Readiness,
  watched: WatchedCard,
): { readonly ready: FoundClip | undefined; readonly files: readonly FoundFile[] } {
  const isReady = (file: FoundFile, use: FileUse) => stateOf(file.relativePath, use, clip) !== "waiting";
  const { graded, log, thumbnail, sidecars, ...rest } = clip;
  const isGradedReady = graded === undefined || isReady(graded, "video");
  const isLogReady = log !== undefined && isReady(log, "video");
  if (!isGradedReady || (graded === undefined && !isLogReady)) {
    if (log && isLogReady) holdBack(log, watched);
    return { ready: undefined, files: [] };
  }
  const kept = {
    ...(graded ? { graded } : {}),
    ...(log && isLogReady ? { log } : {}),
    ...(thumbnail && isReady(thumbnail, "picture") ? { thumbnail } : {}),
  };
  const companions = sidecars.filter((file) => isReady(file, "other"));
  return {
    ready: { ...rest, ...kept, sidecars: companions },
    // One file may be both graded and LOG.
    files: [
      ...new Map([...Object.values(kept), ...companions].map((file) => [file.relativePath, file])).values(),
    ],
  };
}

/** Files of one recording go in one run: while one of them is not ready, the others wait for it. Gives its name. */
function heldByChains(
  clips: readonly FoundClip[],
  isWaiting: (clip: FoundClip) => boolean,
): ReadonlyMap<FoundClip, string> {
  const held = new Map<FoundClip, string>();
  for (const chain of listChains(clips)) {
    const waiting = chain.find(isWaiting);
    if (waiting) for (const clip of chain) held.set(clip, waiting.name);
  }
  return held;
}

function holdForChain({ relativePath }: FoundFile, name: string, watched: WatchedCard): void {
  const file = watched.files.get(relativePath);
  const reason = `It may be one recording with ${name}, which is not there whole yet.`;
  if (file) file.wait = { kind: "with-others", reason };
}

function holdBack(log: FoundFile, watched: WatchedCard): void {
  const file = watched.files.get(log.relativePath);
  if (file && !file.isTaken)
    file.wait = { kind: "with-graded", reason: "Its graded file is not there whole yet." };
}
