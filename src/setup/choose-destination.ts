// Where clips go: the project that was named, or, with nothing configured, the library on this machine.
import { createHash } from "node:crypto";
import type { UserFolders } from "../config/user-folders.ts";
import { readToken, type Token } from "../config/read-token.ts";
import { readBandwidth } from "../config/read-bandwidth.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { Config } from "../config/settings.ts";
import type { Destination } from "../destinations/destination.ts";
import { createDestination, requireAvailable } from "../destinations/index.ts";
import type { BandwidthSchedule } from "../domain/bandwidth.ts";
import { OdailiesError } from "../domain/errors.ts";
import { findMediaTools } from "../media/find-media-tools.ts";
import { type Bandwidth, createBandwidth } from "../net/bandwidth.ts";
import { createHttpClient, type HttpClient } from "../net/http-client.ts";
import type { RetryNotice, RetryOptions } from "../net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../net/retry-verdict.ts";
import type { DestinationToOpen } from "../runs/ingest-request.ts";
import type { CommandCall } from "../commands/command.ts";
import { readStored } from "./read-stored.ts";

export interface ChosenDestination {
  readonly destination: DestinationToOpen;
  /** What its uploads keep to. */
  readonly bandwidth: BandwidthSchedule;
  /** What to do when everything is up. */
  readonly whenDone: string | undefined;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

const CONNECT_TIMEOUT_MS = 20_000;
/** The local library's project where none is named. */
export const LOCAL_PROJECT = "dailies";

const BWLIMIT_UNUSED = {
  code: "bwlimit_unused",
  message: "The library is on this machine and takes nothing from the uplink, so --bwlimit is not applied.",
};

/** Throws `usage` where only half of project and token is there, or the destination cannot be used yet. */
export async function chooseDestination(
  call: Pick<CommandCall, "resolved" | "streams">,
  folders: UserFolders,
): Promise<ChosenDestination> {
  const { config } = call.resolved;
  const [to, ...others] = config.to;
  if (others.length > 0) {
    throw new OdailiesError("usage", "Sending to several destinations in one run is not available yet.", {
      hint: `Run once for each: --to ${[to, ...others].join(", then --to ")}.`,
    });
  }
  if (to !== undefined) requireAvailable(to);
  const token = to === "local" ? undefined : await readToken(call.resolved, folders.config);
  if (token) call.streams.addSecret(token.value);
  const isLocal = to === "local" || (to === undefined && config.project === undefined && token === undefined);
  if (isLocal) return chooseLibrary(call, folders);
  return chooseService(to ?? "odailies", call.resolved, token);
}

function chooseLibrary(
  { resolved, streams }: Pick<CommandCall, "resolved" | "streams">,
  folders: UserFolders,
): ChosenDestination {
  const project = resolved.config.project ?? LOCAL_PROJECT;
  const place = createHash("sha256").update(folders.library).digest("hex").slice(0, 8);
  const id = `local-${place}-${createHash("sha256").update(project).digest("hex").slice(0, 8)}`;
  const label = `the local library, project ${project}`;
  const open: DestinationToOpen["open"] = async (onWait) => {
    const { ffmpeg, ffprobe } = resolved.config;
    // A server that most runs do without: ten megabytes less to hold.
    const { startLibrary } = await import("./start-library.ts");
    const server = await startLibrary(folders, () => findMediaTools({ ffmpeg, ffprobe }), {});
    const token = server.createToken({
      label: "ingest",
      read: true,
      write: true,
      upload: true,
      project,
      untilClose: true,
    });
    streams.addSecret(token);
    const http = createClient(resolved.config, undefined);
    const settings = {
      api: server.url,
      project,
      token,
      apiVersion: resolved.config.apiVersion,
      http,
      label,
      id,
      retry: patient(onWait),
    };
    const destination: Destination = {
      ...createDestination("local", settings),
      readBack: (key, signal) => readStored(folders.library, project, key, signal),
    };
    return closingAlso(destination, [() => http.close(), () => server.close()]);
  };
  const library = resolved.config.library === undefined ? "" : ` --library ${resolved.config.library}`;
  const warnings = resolved.config.bwlimit === undefined ? [] : [BWLIMIT_UNUSED];
  const whenDone = `odailies serve${library} shows them.`;
  return { destination: { label, id, open }, bandwidth: [], whenDone, warnings };
}

function chooseService(
  name: string,
  { config }: ResolvedConfig,
  token: Token | undefined,
): ChosenDestination {
  if (config.project === undefined || token === undefined) {
    const missing = config.project === undefined ? "no project" : "no token";
    throw new OdailiesError("usage", `There is ${missing} to send to ${config.api} with.`, {
      hint:
        config.project === undefined
          ? "Give --project (or ODAILIES_PROJECT); --to local keeps clips on this machine."
          : "Run odailies login, set ODAILIES_TOKEN or give --token-file; --to local keeps clips on this machine.",
    });
  }
  const { api, project, apiVersion, insecure } = config;
  const place = { api, project, apiVersion, insecure, token: token.value };
  const schedule = readSchedule(config);
  const bandwidth = schedule.length > 0 ? createBandwidth(schedule) : undefined;
  const connect = (onWait: (message: string) => void) =>
    connectService(name, place, createClient(config, bandwidth), onWait);
  // Nothing is reached before `open`: this one only tells its names.
  const { label, id } = connect(() => undefined);
  const open: DestinationToOpen["open"] = (onWait) => Promise.resolve(connect(onWait));
  return {
    destination: { label, id, open },
    bandwidth: schedule,
    whenDone: undefined,
    warnings: token.warning ? [token.warning] : [],
  };
}

export interface ServicePlace {
  readonly api: string;
  readonly project: string;
  readonly apiVersion: "auto" | "v1" | "v2";
  readonly insecure: boolean;
  readonly token: string;
}

/** A service that closes its client with itself. Nothing is reached before `open`. */
export function connectService(
  name: string,
  place: ServicePlace,
  http: HttpClient,
  onWait: (message: string) => void,
): Destination {
  const warn = ({ message }: { readonly message: string }) => onWait(message);
  const service = createDestination(name, { ...place, http, warn, retry: patient(onWait) });
  return closingAlso(service, [() => http.close()]);
}

/** While the network is gone it may come back: wait all night, and say so. A refusal is final at once. */
function patient(onWait: (message: string) => void): RetryOptions {
  const policy = { ...DEFAULT_RETRY_POLICY, networkAttempts: Number.POSITIVE_INFINITY };
  const say = ({ message, afterMs }: RetryNotice) =>
    onWait(`${message} Trying again in ${Math.ceil(afterMs / 1000)} s.`);
  return { policy, onRetry: say };
}

function readSchedule({ bwlimit }: Config): BandwidthSchedule {
  const read = bwlimit === undefined ? undefined : readBandwidth(bwlimit);
  return read && "schedule" in read ? read.schedule : [];
}

/** Also for what asks a service without sending to it. */
export function createClient({ stallTimeout }: Config, bandwidth: Bandwidth | undefined): HttpClient {
  return createHttpClient({
    proxyFromEnvironment: true,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    stallTimeoutMs: stallTimeout * 1000,
    bandwidth,
  });
}

function closingAlso(destination: Destination, others: readonly (() => Promise<void>)[]): Destination {
  return {
    ...destination,
    close: async () => {
      await destination.close();
      for (const close of others) await close();
    },
  };
}
