// A card of small files whose clips were delivered: ledger and destination say so, and each can be made to lie.
import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createHasherFactory } from "../../src/checksums/file-hasher.ts";
import { openMemory } from "../../src/destinations/memory.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import type { Action, Card, FoundFile, Receipt, VideoRole } from "../../src/domain/clip.ts";
import type { RemoteClip } from "../../src/domain/delivery.ts";
import { OdailiesError } from "../../src/domain/errors.ts";
import type { Event } from "../../src/domain/events.ts";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import type { RecipeWants } from "../../src/plan/plan-clips.ts";
import type { InspectRequest } from "../../src/runs/inspect-request.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { transfer } from "./net-outgoing-file.ts";
import { frameOf } from "./frame-request.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { identifySource } from "../../src/ledger/source-identity.ts";
import { tempFolder } from "./temp-folder.ts";

export const CLIP = "A001C001_261120_R1AA";
export const SECOND = "A001C002_261120_R1AA";

interface Sending {
  readonly action?: Action;
  /** What the storage said; default: the MD5. */
  readonly etag?: string;
  readonly facts?: ClipMetadata;
  readonly seconds?: number;
}

export interface InspectedCard {
  readonly root: string;
  readonly clips: Map<string, RemoteClip>;
  readonly pathOf: (clip: string, role?: VideoRole) => string;
  /** Writes a file onto the card. */
  readonly place: (clip: string, content: string | Buffer, role?: VideoRole) => Promise<string>;
  /** Writes down that the file was sent, and lists its clip. */
  readonly send: (clip: string, role?: VideoRole, sending?: Sending) => Promise<Receipt>;
  /** What the runs are asked, with all that they say. */
  readonly request: (
    overrides?: Partial<Destination>,
  ) => InspectRequest & { readonly wants: RecipeWants; readonly events: Event[] };
  readonly stateFolder: string;
  readonly workFolder: string;
}

export async function makeInspectedCard(): Promise<InspectedCard> {
  const root = join(await tempFolder(), "A001R1AA");
  const stateFolder = await tempFolder();
  const workFolder = await tempFolder();
  const card: Card = { root, name: "A001R1AA" };
  const clips = new Map<string, RemoteClip>();
  const relative = (clip: string, role: VideoRole) => `_${role}/${clip}.mp4`;
  const pathOf = (clip: string, role: VideoRole = "graded") => join(root, relative(clip, role));
  const newHasher = await createHasherFactory();
  await mkdir(root);
  return {
    root,
    clips,
    stateFolder,
    workFolder,
    pathOf,
    place: async (clip, content, role = "graded") => {
      const path = pathOf(clip, role);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return path;
    },
    send: async (clip, role = "graded", { action = "passthrough", etag, facts = {}, seconds } = {}) => {
      const path = pathOf(clip, role);
      const { size: sizeBytes, mtimeMs } = await stat(path);
      const file: FoundFile = { path, relativePath: relative(clip, role), sizeBytes, mtimeMs };
      const outgoing = { role, clipName: clip, path, sizeBytes, mtimeMs, action };
      const sent = await openMemory().send(outgoing, transfer({ newHasher }));
      const receipt = { ...sent, etag: etag ?? `"${sent.md5}"` };
      const ledger = await openLedger(stateFolder);
      const source = await identifySource(file);
      const about = { facts, ...(seconds === undefined ? {} : { seconds }) };
      const at = { destination: "memory", clip } as const;
      ledger.append(card, { type: "sent", ...at, role, source, recipe: "r", receipt, ...about });
      if (Object.keys(facts).length > 0) ledger.append(card, { type: "annotated", ...at, metadata: facts });
      ledger.close();
      clips.set(clip, { name: clip, metadata: facts });
      return receipt;
    },
    request: (overrides = {}) => {
      const events: Event[] = [];
      const open = () => Promise.resolve({ ...openMemory({ clips: [...clips.values()] }), ...overrides });
      return {
        folders: [root],
        as: "auto",
        to: [{ label: "memory", id: "memory", open }],
        own: { stateFolder, workFolder },
        frame: frameOf("status", events, {
          commandLine: `odailies status ${root} --verbose --project p`,
        }),
        wants: { ...WANTS, thumbnail: "none" },
        events,
      };
    },
  };
}

const WANTS = { spec: DEFAULT_SPEC, proxy: "auto", allow: new Set<string>(), burnIn: undefined } as const;

export const OFFLINE: Partial<Destination> = {
  open: () =>
    Promise.reject(
      new OdailiesError("destination_unreachable", "There is no network.", {
        hint: "Connect, then look again.",
      }),
    ),
};

export type ClipEnded = Extract<Event, { type: "clip-ended" }>;

export function endedClips(events: readonly Event[]): ReadonlyMap<string, ClipEnded> {
  const ended = events.filter((event) => event.type === "clip-ended");
  return new Map(ended.map((event) => [event.outcome.clip, event]));
}
