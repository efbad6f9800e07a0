// A watcher in this process, delivering to a real HTTP server; what it says is kept, and it is stopped after the test.
import { X264 } from "../../src/media/encode/encoders/x264.ts";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createFindFault } from "../../src/commands/find-fault.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import { openOdailies } from "../../src/destinations/odailies/open-odailies.ts";
import { OdailiesError } from "../../src/domain/errors.ts";
import type { Event } from "../../src/domain/events.ts";
import type { ClipOutcome } from "../../src/domain/outcome.ts";
import type { RunEnded } from "../../src/runs/tally.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import type { WatchEvent } from "../../src/domain/watch-events.ts";
import { watchFolders } from "../../src/watch/watch-folders.ts";
import type { WatchLooking, WatchRequest, WatchRuns } from "../../src/watch/watch-request.ts";
import { DEFAULT_TIMING } from "../../src/watch/watch-timing.ts";
import { anyTools } from "./media-toolsets.ts";
import { QUICK_RETRY, testClient } from "./net-client.ts";
import { type OdailiesServer, startOdailiesServer } from "./net-odailies-server.ts";
import { tempFolder } from "./temp-folder.ts";

export type WatchOptions = Partial<
  Pick<WatchRequest, "once" | "healthPort"> &
    Pick<WatchLooking, "poll" | "doneFile" | "walk"> &
    Pick<WatchRuns, "after">
> & {
  readonly timing?: Partial<WatchRequest["timing"]>;
  readonly replace?: boolean;
  readonly server?: OdailiesServer;
  readonly stateFolder?: string;
  /** Every upload takes so long, unless it is ended. */
  readonly slowUploadMs?: number;
  /** The upload of this file waits for it. */
  readonly holdUpload?: (key: string) => Promise<void> | undefined;
  /** Called when a file has been looked into, before anything follows from it. */
  readonly onInspected?: (path: string) => Promise<void>;
  /** Watched beside the first one. */
  readonly moreFolders?: readonly string[];
};

export interface WatchTest {
  readonly folder: string;
  readonly server: OdailiesServer;
  readonly said: readonly WatchEvent[];
  readonly results: readonly RunEnded[];
  outcomes(clip: string): readonly ClipOutcome[];
  /** When the first byte of the file was on its way, on `performance.now()`; undefined before. */
  uploadStartedMs(key: string): number | undefined;
  /** How many uploads were begun. */
  uploadBegun(): number;
  /** How often the server was sent a file. */
  sentTimes(key: string): number;
  /** Resolves with the exit code once the watcher ends by itself. */
  readonly ended: Promise<number>;
  stop(): Promise<number>;
}

/** Looked at until it holds; the test's own time limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pauseMs(50);
}

export function pauseMs(ms: number): Promise<void> {
  return setTimeout(ms);
}

export async function startWatch(folder: string, options: WatchOptions = {}): Promise<WatchTest> {
  const server = options.server ?? (await startOdailiesServer());
  const home = await tempFolder();
  const http = testClient();
  const tools = anyTools();
  const reading = { map: [], dateOrder: undefined, encoding: undefined };
  const { api, project, token } = server;
  let uploadsBegun = 0;
  const connect = (): Destination => {
    const destination = openOdailies({
      api,
      project,
      token,
      apiVersion: "auto",
      http,
      retry: { policy: QUICK_RETRY },
    });
    const send: Destination["send"] = async (file, transfer) => {
      uploadsBegun += 1;
      await setTimeout(options.slowUploadMs ?? 0, undefined, { signal: transfer.signal });
      await options.holdUpload?.(destination.keyOf(file));
      return destination.send(file, transfer);
    };
    return { ...destination, send };
  };
  const { id, label } = connect();
  const stopping = new AbortController();
  const findFault = createFindFault({ tools, reading, signal: stopping.signal });
  const said: WatchEvent[] = [];
  const results: RunEnded[] = [];
  const outcomes: ClipOutcome[] = [];
  const uploads = new Map<string, number>();
  const note = (event: Event) => {
    if (event.type === "clip-ended") outcomes.push(event.outcome);
    if (event.type === "run-ended") results.push(event);
    const isUpload = event.type === "progress" && event.phase === "upload";
    if (isUpload && !uploads.has(event.file)) uploads.set(event.file, performance.now());
  };
  const ended = watchFolders({
    folders: [folder, ...(options.moreFolders ?? [])],
    timing: { ...DEFAULT_TIMING, settleMs: 400, ...options.timing },
    once: options.once ?? false,
    healthPort: options.healthPort,
    runs: {
      settings: {
        as: "auto",
        frame: { options: {}, commandLine: "odailies watch" },
        sheets: {
          ...{ files: [], beside: "read", reading, match: undefined },
          ...{ via: "patch", onConflict: "keep", isStrict: false },
        },
        wants: {
          ...{ spec: DEFAULT_SPEC, proxy: "auto", allow: new Set<string>() },
          ...{ thumbnail: "none", burnIn: undefined, look: undefined },
        },
        delivery: {
          to: [{ id, label, open: () => Promise.resolve(connect()) }],
          rules: { force: false, replace: options.replace ?? false, keepProxies: undefined },
          ...{ order: "circled", mhl: "auto", concurrency: {}, tools, encoder: X264 },
          own: { stateFolder: options.stateFolder ?? join(home, "state"), workFolder: join(home, "work") },
        },
      },
      after: options.after ?? "keep",
      start: () => note,
      ended: () => undefined,
    },
    looking: {
      poll: options.poll ?? false,
      doneFile: options.doneFile,
      listMounts: () => Promise.resolve(""),
      findFault: async (path, use) => {
        const inspection = await findFault(path, use);
        await options.onInspected?.(path);
        return inspection;
      },
      ...(options.walk ? { walk: options.walk } : {}),
    },
    say: (event) => said.push(event),
    signal: stopping.signal,
  });
  ended.catch(() => undefined);
  const stop = async () => {
    stopping.abort(new OdailiesError("cancelled", "The run was stopped.", { hint: "Run it again." }));
    return ended;
  };
  onTestFinished(async () => {
    await stop().catch(() => undefined);
  });
  return {
    folder,
    server,
    said,
    results,
    ended,
    stop,
    uploadBegun: () => uploadsBegun,
    outcomes: (clip) => outcomes.filter((outcome) => outcome.clip === clip),
    uploadStartedMs: (key) => uploads.get(key),
    sentTimes: (key) =>
      server.storageRequests.filter(({ path }) => decodeURIComponent(path).startsWith(`/bucket/${key}?`))
        .length,
  };
}
