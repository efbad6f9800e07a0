// Every system that clips go to, as a real server that can be broken and healed, and what it holds.
import { readdir } from "node:fs/promises";
import type { Destination } from "../../../src/destinations/destination.ts";
import { openOdailies } from "../../../src/destinations/odailies/open-odailies.ts";
import { catdvFolders, openTestCatdv } from "../../support/catdv-destination.ts";
import { startCatdvServer } from "../../support/catdv-server.ts";
import { editorDestination } from "../../support/editor-destination.ts";
import { startEditorServer } from "../../support/editor-server.ts";
import { kitsuAt } from "../../support/kitsu-delivery.ts";
import { startKitsuServer } from "../../support/kitsu-server.ts";
import { QUICK_RETRY, testClient } from "../../support/net-client.ts";
import { startOdailiesServer } from "../../support/net-odailies-server.ts";

export interface System {
  /** A new one for each run, which closes it. */
  open(): Destination;
  /** Names of the clips whose graded file is there and good, sorted. */
  clips(): Promise<readonly string[]>;
  /** By clip; undefined for a system that holds no values. */
  sceneOf?(clip: string): unknown;
  /** Whatever was sent to it: a second run must not add to that. */
  writes(): number;
  /** Seats taken, uploads begun and the like: nothing may stay behind. */
  leftovers(): number;
  heal(): void;
}

/** Of one system: the fault's kind, and how it begins. */
export interface SystemFault {
  readonly system: string;
  readonly kind: string;
  /** Does it meet the system before it is open, so that it gets nothing at all? */
  readonly isBeforeAll: boolean;
  /** The system, broken in this way. */
  start(): Promise<System>;
}

const ALWAYS = Number.POSITIVE_INFINITY;
/** Where nobody answers any more, that is found out soon. */
const STALL_MS = 1000;

async function startOdailies() {
  const server = await startOdailiesServer();
  const { api, project, token } = server;
  const options = { api, project, token, apiVersion: "auto", retry: { policy: QUICK_RETRY } } as const;
  const graded = (key: string) => /^_graded\/(.*)\.mp4$/.exec(key)?.[1];
  let stall: { readonly stallTimeoutMs?: number } = {};
  const system: System = {
    open: () => openOdailies({ ...options, http: testClient(stall) }),
    clips: async () => [...server.files.keys()].flatMap((key) => graded(key) ?? []).toSorted(),
    sceneOf: (clip) => server.clips.get(clip)?.["scene"],
    writes: () =>
      server.storageRequests.length + server.apiRequests.filter(({ method }) => method === "PATCH").length,
    leftovers: () => 0,
    heal: () => {
      server.heal();
      stall = {};
    },
  };
  return { server, system, soonStalls: () => (stall = { stallTimeoutMs: STALL_MS }) };
}

async function startKitsu() {
  const server = await startKitsuServer();
  let isAway = false;
  server.observe(() => (isAway ? "lose" : undefined));
  const system: System = {
    open: () => kitsuAt(server),
    clips: async () =>
      server.previews
        .filter(
          ({ status, original_name }) => status === "ready" && !/_(?:log|thumb)/.test(original_name ?? ""),
        )
        .map(({ original_name }) => original_name ?? "")
        .toSorted(),
    sceneOf: (clip) => server.entities.find(({ name }) => name === clip)?.data?.["scene"],
    writes: () => server.writes().length,
    leftovers: () => 0,
    heal: () => {
      server.heal();
      Object.assign(server.switches, { largestUpload: undefined });
      isAway = false;
    },
  };
  return { server, system, goAway: () => (isAway = true) };
}

async function startCatdv() {
  const server = await startCatdvServer();
  const folders = await catdvFolders();
  const system: System = {
    open: () => openTestCatdv(server, folders),
    clips: async () => {
      const there = await readdir(folders.mediaFolder, { recursive: true });
      return server.catalogues.clips
        .map(({ name }) => name)
        .filter((name) => there.some((path) => path.endsWith(`_graded/${name}.mp4`)))
        .toSorted();
    },
    sceneOf: (clip) => {
      const fields = server.catalogues.clips.find(({ name }) => name === clip)?.["fields"];
      return (fields as Record<string, unknown> | undefined)?.["dailies.scene"];
    },
    writes: () => server.requests.filter((each) => /^(?:POST|PUT) \/(?!session)/.test(each)).length,
    leftovers: () => server.seats.taken,
    heal: server.heal,
  };
  return { server, system };
}

async function startEditor() {
  const server = await startEditorServer();
  const system: System = {
    open: () => editorDestination(server),
    clips: async () =>
      [...server.media.values()]
        .filter(({ status, error }) => status === "ready" && !error)
        .map(({ name }) => / ?([^ ]+)\.mp4$/.exec(name)?.[1] ?? name)
        .toSorted(),
    writes: () => server.requests.filter((each) => !each.startsWith("GET")).length,
    leftovers: () => 0,
    heal: () => {
      server.heal();
      server.quotaBytes = ALWAYS;
    },
  };
  return { server, system };
}

/** As good as each other: every system is the other one's neighbour in some case. */
export const GOOD_SYSTEMS: Readonly<Record<string, () => Promise<System>>> = {
  odailies: async () => (await startOdailies()).system,
  kitsu: async () => (await startKitsu()).system,
  catdv: async () => (await startCatdv()).system,
  "html5-editor": async () => (await startEditor()).system,
};

type Breaking<Started> = (started: Started) => void;

function faultsOf<Started extends { readonly system: System }>(
  system: string,
  start: () => Promise<Started>,
  faults: Readonly<Record<string, Breaking<Started>>>,
): SystemFault[] {
  return Object.entries(faults).map(([kind, breaks]) => ({
    system,
    kind,
    isBeforeAll: kind.endsWith(" at once"),
    start: async () => {
      const started = await start();
      breaks(started);
      return started.system;
    },
  }));
}

/** True for the first time that it comes, and never again: a server that was healed stays well. */
function once(begin: (isPast: (isNow: boolean) => boolean) => void): void {
  let hasCome = false;
  begin((isNow) => {
    const isFirst = isNow && !hasCome;
    hasCome ||= isNow;
    return isFirst;
  });
}

const page = (status: number) => ({ page: "It is not here", status });

export const SYSTEM_FAULTS: readonly SystemFault[] = [
  ...faultsOf("odailies", startOdailies, {
    "500": ({ server }) => server.fail(/^PUT /, { status: 500 }, ALWAYS),
    "403": ({ server }) =>
      server.fail(/^PUT /, { status: 403, body: "<Code>SignatureDoesNotMatch</Code>" }, ALWAYS),
    "413": ({ server }) => server.fail(/^PUT /, { status: 413 }, ALWAYS),
    hangs: ({ server, soonStalls }) => {
      server.fail(/^PUT /, { neverAnswer: true }, ALWAYS);
      soonStalls();
    },
    "goes away": ({ server }) =>
      once((isPast) =>
        server.observe(({ method, isComplete }) => {
          if (isPast(method === "PUT" && isComplete)) server.fail(/./, { resetAfterBytes: 0 }, ALWAYS);
        }),
      ),
    "refused at once": ({ server }) =>
      server.fail(/clips/, { status: 401, body: '{"error":{"message":"Invalid token"}}' }, ALWAYS),
    "away at once": ({ server }) => server.fail(/./, { resetAfterBytes: 0 }, ALWAYS),
  }),
  ...faultsOf("kitsu", startKitsu, {
    "500": ({ server }) => server.fail(/^POST \/pictures/, { status: 500 }, ALWAYS),
    "403": ({ server }) =>
      server.fail(/^POST \/actions\/tasks\/.*comment/, { status: 403, body: '{"message":"No."}' }, ALWAYS),
    "413": ({ server }) => (server.switches.largestUpload = { bytes: 10, by: "nginx" }),
    "goes away": ({ server, goAway }) =>
      once((isPast) =>
        server.observe((when, { path }) => {
          if (isPast(when === "after" && path.startsWith("/pictures"))) goAway();
          return undefined;
        }),
      ),
    "away at once": ({ goAway }) => goAway(),
  }),
  ...faultsOf("catdv", startCatdv, {
    "500": ({ server }) => server.fail(/^POST \/clips/, page(500), ALWAYS),
    "403": ({ server }) =>
      server.fail(/^POST \/clips/, { envelope: { status: "ERROR", errorMessage: "You may not" } }, ALWAYS),
    "goes away": ({ server }) =>
      once((isPast) =>
        server.observe((request, when) => {
          if (isPast(request === "POST /clips" && when === "after"))
            server.fail(/^(?!DELETE)/, page(503), ALWAYS);
        }),
      ),
    "no seat at once": ({ server }) =>
      server.fail(/^POST \/session/, { envelope: { status: "BUSY", errorMessage: "Full" } }, ALWAYS),
  }),
  ...faultsOf("html5-editor", startEditor, {
    "500": ({ server }) => server.fail(/^PUT /, { status: 500 }, ALWAYS),
    "403": ({ server }) => server.fail(/^POST \/api\/upload/, { status: 403 }, ALWAYS),
    "413": ({ server }) => (server.quotaBytes = 10),
    "goes away": ({ server }) =>
      once((isPast) =>
        server.observe((request) => {
          if (isPast(request.startsWith("PUT "))) server.fail(/./, { status: 503 }, ALWAYS);
        }),
      ),
    "away at once": ({ server }) => server.fail(/./, { status: 503 }, ALWAYS),
  }),
];
