// HTTP clients as a run wants them: patient while the network is gone, closed with whoever uses them.
import { readBandwidth } from "../config/read-bandwidth.ts";
import type { Config } from "../config/settings.ts";
import type { Destination } from "../destinations/destination.ts";
import { createDestination, type DestinationKind, type DestinationSettings } from "../destinations/kind.ts";
import type { BandwidthSchedule } from "../domain/bandwidth.ts";
import type { Warning } from "../domain/warning.ts";
import type { Bandwidth } from "../net/bandwidth.ts";
import { createHttpClient, type HttpClient } from "../net/http-client.ts";
import type { RetryNotice, RetryOptions } from "../net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../net/retry-verdict.ts";

const CONNECT_TIMEOUT_MS = 20_000;

export interface ServicePlace extends Pick<DestinationSettings, "own" | "stateFolder"> {
  readonly api: string;
  readonly project: string;
  readonly apiVersion: "auto" | "v1" | "v2";
  readonly insecure: boolean;
  readonly token: string;
}

/** A service that closes its client with itself. Nothing is reached before `open`. */
export function connectService(
  kind: DestinationKind,
  place: ServicePlace,
  http: HttpClient,
  warn: (warning: Warning) => void,
): Destination {
  const service = createDestination(kind, { ...place, http, warn, retry: patient(warn) });
  return closingAlso(service, [() => http.close()]);
}

/** While the network is gone it may come back: wait all night, and say so. A refusal is final at once. */
export function patient(warn: (warning: Warning) => void): RetryOptions {
  const policy = { ...DEFAULT_RETRY_POLICY, networkAttempts: Number.POSITIVE_INFINITY };
  const say = ({ message, afterMs }: RetryNotice) =>
    warn({ code: "waiting", message: `${message} Trying again in ${Math.ceil(afterMs / 1000)} s.` });
  return { policy, onRetry: say };
}

export function readSchedule({ bwlimit }: Pick<Config, "bwlimit">): BandwidthSchedule {
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

export function closingAlso(destination: Destination, others: readonly (() => Promise<void>)[]): Destination {
  return {
    ...destination,
    close: async () => {
      await destination.close();
      for (const close of others) await close();
    },
  };
}
