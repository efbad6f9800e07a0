// A project on a real HTTP server with clips in it, and the functions behind `odailies annotate` run against it.
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Destination } from "../../src/destinations/destination.ts";
import { openOdailies } from "../../src/destinations/odailies/open-odailies.ts";
import type { ClipPatch } from "../../src/domain/delivery.ts";
import type { Event, EventType } from "../../src/domain/events.ts";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import { parseColumnMapping } from "../../src/metadata/columns/parse-column-mapping.ts";
import type { FrameRequest } from "../../src/runs/frame.ts";
import type { AnnotateRequest } from "../../src/runs/metadata-request.ts";
import type { RunEnded } from "../../src/runs/tally.ts";
import { annotateSheets } from "../../src/runs/annotate-sheets.ts";
import { undoAnnotate } from "../../src/runs/undo-annotate.ts";
import { frameOf } from "./frame-request.ts";
import { QUICK_RETRY, testClient } from "./net-client.ts";
import { type OdailiesServer, startOdailiesServer } from "./net-odailies-server.ts";
import { tempFolder } from "./temp-folder.ts";

type EventOf<Type extends EventType> = Extract<Event, { type: Type }>;

interface Options
  extends
    Partial<Pick<AnnotateRequest, "match" | "onConflict" | "isDryRun">>,
    Partial<Pick<FrameRequest, "signal" | "emit">> {
  readonly map?: readonly string[];
  readonly apiVersion?: "auto" | "v1" | "v2";
  /** Instead of the project's server. */
  readonly at?: Destination;
  /** Changes what goes out, as a stricter service would see it. */
  readonly alter?: (patch: ClipPatch) => ClipPatch | Promise<ClipPatch>;
}

interface AnnotateTest {
  readonly result: RunEnded;
  readonly undoFile: string | undefined;
  readonly events: readonly Event[];
  of<Type extends EventType>(type: Type): readonly EventOf<Type>[];
  outcome(clip: string): EventOf<"clip-ended">["outcome"];
  warnings(code: string): readonly string[];
}

export interface AnnotateProject {
  readonly server: OdailiesServer;
  readonly folder: string;
  readonly stateFolder: string;
  /** A sheet in the folder; lines joined, its path given back. */
  sheet(name: string, ...lines: readonly string[]): Promise<string>;
  annotate(sheets: readonly string[], options?: Options): Promise<AnnotateTest>;
  undo(file: string | undefined, options?: Options): Promise<AnnotateTest>;
  /** What was asked to be changed, request by request. */
  patches(): { readonly path: string; readonly entries: readonly Record<string, unknown>[] }[];
  stateFiles(): Promise<readonly string[]>;
}

export async function annotateProject(
  clips: Readonly<Record<string, ClipMetadata>>,
): Promise<AnnotateProject> {
  const server = await startOdailiesServer();
  for (const [name, metadata] of Object.entries(clips)) server.clips.set(name, { ...metadata });
  const folder = await tempFolder();
  const stateFolder = join(folder, "state");
  const http = testClient();
  const open = ({ apiVersion = "auto", alter }: Options): Destination => {
    const { api, project, token } = server;
    const retry = { policy: QUICK_RETRY };
    const destination = openOdailies({ api, project, token, apiVersion, http, retry });
    if (!alter) return destination;
    const patch: Destination["patch"] = async (patches, signal) =>
      destination.patch(await Promise.all(patches.map(async (patch) => alter(patch))), signal);
    return { ...destination, patch };
  };
  const prepare = (options: Options) => {
    const events: Event[] = [];
    const destination = options.at ?? open(options);
    const { id, label } = destination;
    const request = {
      to: [{ id, label, open: () => Promise.resolve(destination) }],
      stateFolder,
      isDryRun: options.isDryRun ?? false,
      frame: frameOf("annotate", events, {
        commandLine: "odailies annotate day.csv",
        emit: (event: Event) => {
          events.push(event);
          options.emit?.(event);
        },
        ...(options.signal && { signal: options.signal }),
      }),
    };
    return { request, events };
  };
  return {
    server,
    folder,
    stateFolder,
    sheet: async (name, ...lines) => {
      const path = join(folder, name);
      await writeFile(path, `${lines.join("\n")}\n`);
      return path;
    },
    annotate: async (sheets, options = {}) => {
      const { request, events } = prepare(options);
      const { match, onConflict = "keep", map = [] } = options;
      const reading = { map: map.map(parseColumnMapping), dateOrder: undefined, encoding: undefined };
      return readEnd(
        await annotateSheets({ ...request, sheets, reading, match, onConflict, isStrict: false }),
        events,
      );
    },
    undo: async (undoFile = "", options = {}) => {
      const { request, events } = prepare(options);
      return readEnd(await undoAnnotate({ ...request, undo: undoFile }), events);
    },
    patches: () =>
      server.apiRequests
        .filter(({ method }) => method === "PATCH")
        .map(({ path, body }) => ({ path, entries: (JSON.parse(body) as { data: [] }).data })),
    stateFiles: () => readdir(stateFolder, { recursive: true }).catch(() => []),
  };
}

function readEnd(result: RunEnded, events: readonly Event[]): AnnotateTest {
  const of = <Type extends EventType>(type: Type) =>
    events.filter((event): event is EventOf<Type> => event.type === type);
  return {
    result,
    undoFile: result.undoFile,
    events,
    of,
    outcome: (clip) => {
      const found = of("clip-ended").find(({ outcome }) => outcome.clip === clip);
      if (!found) throw new Error(`${clip} did not end.`);
      return found.outcome;
    },
    warnings: (code) => of("warning").flatMap((warning) => (warning.code === code ? [warning.message] : [])),
  };
}
