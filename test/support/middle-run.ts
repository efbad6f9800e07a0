// An ingest in this process, of a card of small files, into memory: nothing is probed that the test has not said.
import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Destination } from "../../src/destinations/destination.ts";
import { type MemoryDestination, openMemory } from "../../src/destinations/memory.ts";
import type { RemoteClip } from "../../src/domain/delivery.ts";
import { type ErrorCode, OdailiesError } from "../../src/domain/errors.ts";
import type { Event } from "../../src/domain/events.ts";
import type { ClipOutcome } from "../../src/domain/outcome.ts";
import { X264 } from "../../src/media/encode/encoders/x264.ts";
import { ingest } from "../../src/runs/ingest.ts";
import type { IngestRequest } from "../../src/runs/ingest-request.ts";
import type { RunEnded } from "../../src/runs/tally.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { frameOf } from "./frame-request.ts";
import { anyTools } from "./media-toolsets.ts";
import { type FactChanges, goodFacts } from "./spec-facts.ts";
import { tempFolder } from "./temp-folder.ts";

const READING = { map: [], dateOrder: undefined, encoding: undefined } as const;

/** A destination in memory that counts what it is asked, and can be made to fail. */
export interface Shelf {
  readonly destination: Destination;
  readonly files: MemoryDestination["files"];
  readonly calls: Record<"open" | "list" | "send" | "patch", number>;
  /** Keys in the order in which their sending began. */
  readonly sent: string[];
  clips(): Promise<ReadonlyMap<string, RemoteClip>>;
}

type Faults = Partial<Pick<Destination, "takes" | "open" | "list" | "send" | "patch" | "readiness">>;

/** `faults` is asked for every call, so that a test can mend a destination between two runs. */
export function makeShelf(
  id: string,
  faults: (memory: MemoryDestination) => Faults = () => ({}),
  clips: readonly RemoteClip[] = [],
): Shelf {
  const memory = openMemory({ clips });
  const calls = { open: 0, list: 0, send: 0, patch: 0 };
  const sent: string[] = [];
  const now = () => ({ ...memory, ...faults(memory) });
  const destination: Destination = {
    ...memory,
    id,
    label: id,
    get takes() {
      return now().takes;
    },
    open: (signal) => ((calls.open += 1), now().open(signal)),
    list: (signal) => ((calls.list += 1), now().list(signal)),
    send: (file, transfer) => {
      calls.send += 1;
      sent.push(memory.keyOf(file));
      return now().send(file, transfer);
    },
    readiness: async (receipt, signal) =>
      (await now().readiness?.(receipt, signal)) ?? { state: "processing" },
    patch: (patches, signal) => ((calls.patch += 1), now().patch(patches, signal)),
  };
  const clipsNow = () => memory.list(new AbortController().signal);
  return { destination, files: memory.files, calls, sent, clips: clipsNow };
}

/** Facts of a file whose ends were decoded already: those of such a card hold no picture. */
export function provenFacts(changes: FactChanges = {}): ReturnType<typeof goodFacts> {
  return goodFacts({ decodeErrors: [], ...changes });
}

export function failure(code: ErrorCode): OdailiesError {
  return new OdailiesError(code, `It says ${code}.`, { hint: "Look at it." });
}

export interface MiddleChanges {
  readonly cards?: Partial<IngestRequest["cards"]>;
  readonly sheets?: Partial<IngestRequest["sheets"]>;
  readonly wants?: Partial<IngestRequest["wants"]>;
  readonly delivery?: Partial<IngestRequest["delivery"]>;
  readonly signal?: AbortSignal;
}

export interface MiddleRun {
  readonly result: RunEnded;
  readonly events: readonly Event[];
  /** Every end that was said, by clip: more than one is a bug. */
  readonly ends: ReadonlyMap<string, readonly ClipOutcome[]>;
  /** Clip → how it ended at each destination, or in all. */
  statuses(): Readonly<Record<string, readonly string[]>>;
  warnings(code: string): readonly string[];
}

export interface MiddleCard {
  readonly root: string;
  readonly stateFolder: string;
  readonly workFolder: string;
  /** A file on the card, shot some time ago; default content: its path. */
  place(relativePath: string, content?: string | Buffer): Promise<string>;
  run(to: readonly Pick<Shelf, "destination">[], changes?: MiddleChanges): Promise<MiddleRun>;
}

const SHOT = new Date("2026-04-22T08:00:00Z");

export async function makeMiddleCard(own?: {
  readonly stateFolder: string;
  readonly workFolder: string;
}): Promise<MiddleCard> {
  const root = join(await tempFolder(), "A001");
  const stateFolder = own?.stateFolder ?? (await tempFolder());
  const workFolder = own?.workFolder ?? (await tempFolder());
  await mkdir(root);
  return {
    root,
    stateFolder,
    workFolder,
    place: async (relativePath, content = relativePath) => {
      const path = join(root, relativePath);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      await utimes(path, SHOT, SHOT);
      return path;
    },
    run: async (to, { cards, sheets, wants, delivery, signal } = {}) => {
      const events: Event[] = [];
      const result = await ingest({
        frame: frameOf("ingest", events, signal ? { signal } : {}),
        cards: { folders: [root], as: "auto", probed: () => ({ facts: provenFacts() }), ...cards },
        sheets: {
          ...{ files: [], beside: "read", reading: READING, match: undefined },
          ...{ via: "patch", onConflict: "keep", isStrict: false, ...sheets },
        },
        wants: {
          ...{ spec: DEFAULT_SPEC, proxy: "auto", allow: new Set<string>(), thumbnail: "none" },
          ...{ burnIn: undefined, look: undefined, ...wants },
        },
        delivery: {
          to: to.map(({ destination }) => ({
            id: destination.id,
            label: destination.label,
            open: () => Promise.resolve(destination),
          })),
          rules: { force: false, replace: false, keepProxies: undefined },
          ...{ order: "circled", mhl: "auto", concurrency: {}, tools: anyTools(), encoder: X264 },
          own: { stateFolder, workFolder },
          ...delivery,
        },
      });
      return readRun(result, events);
    },
  };
}

function readRun(result: RunEnded, events: readonly Event[]): MiddleRun {
  const ends = new Map<string, ClipOutcome[]>();
  for (const event of events)
    if (event.type === "clip-ended")
      ends.set(event.outcome.clip, [...(ends.get(event.outcome.clip) ?? []), event.outcome]);
  return {
    result,
    events,
    ends,
    statuses: () =>
      Object.fromEntries(
        [...ends].map(([clip, all]) => [
          clip,
          all.flatMap((outcome) => (outcome.ends ?? [outcome]).map(({ status }) => status)),
        ]),
      ),
    warnings: (code) =>
      events.flatMap((event) => (event.type === "warning" && event.code === code ? event.message : [])),
  };
}

/** Every file below a folder, with its size and when it was written. */
export async function readTree(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = files.map(async (path) => {
    const { size, mtimeMs } = await stat(path);
    return `${path} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).toSorted();
}

/** Records of one kind that a state folder holds, as written. */
export async function readRecords(
  stateFolder: string,
  type: string,
): Promise<readonly Record<string, unknown>[]> {
  const entries = await readdir(stateFolder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl"))
      .map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  return texts
    .flatMap((text) => text.split("\n").filter((line) => line !== ""))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((record) => record["type"] === type);
}
