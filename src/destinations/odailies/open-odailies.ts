// o/DAILIES as a destination; the embedded server speaks the same API and is opened the same way.
import type { RemoteClip } from "../../domain/delivery.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../../net/retry-verdict.ts";
import type { Destination } from "../destination.ts";
import { fileKey } from "../file-key.ts";
import { readAddress, stateId } from "./address.ts";
import type { ApiVersion, WirePatch } from "./api.ts";
import { createCallApi } from "./call-api.ts";
import { createJobCalls } from "./jobs.ts";
import { getClips, mergeListings } from "./list-clips.ts";
import type { WireKeys } from "./map.ts";
import { patchClips, planPasses, readBatchAnswer } from "./patch-clips.ts";
import type { BatchAnswer } from "./patch-in-batches.ts";
import { sendFile } from "./send-file.ts";

export interface OdailiesOptions {
  /** `https://odailies.com`; a path before `/api` is kept. */
  readonly api: string;
  readonly project: string;
  readonly token: string;
  /** `auto` takes each property by the version that documents it; see `planPasses`. */
  readonly apiVersion: "auto" | ApiVersion;
  readonly http: HttpClient;
  readonly name?: "odailies" | "local";
  readonly label?: string;
  /** Default: made of host and project; of the project alone for `local`, whose port changes. */
  readonly id?: string;
  readonly retry?: RetryOptions;
}

/**
 * Statuses that speak of something in the body. 404 and 409 are among them, because what a PATCH of a clip that is not
 * there answers is not published, and the listing before has shown that the project is there.
 */
const BODY_REFUSED = [400, 404, 409, 413, 422];
/** A person waits for `open`, so it does not wait all night. */
const OPEN_ATTEMPTS = 2;

/**
 * Throws `config_invalid` for an impossible address. `list` in `auto` asks both versions and merges them, because only
 * v1 is documented to show thirteen of the properties; a version that answers 404 is not used any more. v1 does not say
 * whether a patched clip exists: list first.
 */
export function openOdailies(options: OdailiesOptions): Destination {
  const { http, apiVersion, name = "odailies", retry: retryOptions = {} } = options;
  const address = readAddress(options);
  const { base, project } = address;
  const { host, origin } = new URL(base);
  const call = createCallApi(address, http);
  let versions: readonly ApiVersion[] = apiVersion === "auto" ? ["v1", "v2"] : [apiVersion];
  let seenV2Keys: WireKeys = {};
  // v1 answers 404 to all of them.
  const hasJobs = apiVersion !== "v1";

  const list = async (signal: AbortSignal, how: RetryOptions): Promise<ReadonlyMap<string, RemoteClip>> => {
    const get = (version: ApiVersion, accept404: boolean) =>
      retry(() => getClips(call, version, host, { accept404, signal }), signal, how);
    const isAuto = apiVersion === "auto";
    const [v1, v2] = await Promise.all([
      apiVersion === "v2" ? undefined : get("v1", isAuto),
      apiVersion === "v1" ? undefined : get("v2", isAuto),
    ]);
    // Where neither version knows the project, v1's own answer says so.
    const listing = mergeListings(v1 ?? (v2 ? undefined : await get("v1", false)), v2);
    ({ versions, seenV2Keys } = listing);
    return listing.clips;
  };

  const sendBatch = async (
    version: ApiVersion,
    data: readonly WirePatch[],
    signal: AbortSignal,
  ): Promise<BatchAnswer> => {
    const patch = () =>
      call({
        version,
        method: "PATCH",
        resource: "clips",
        body: { data },
        needs: "Write",
        accepts: BODY_REFUSED,
        signal,
      });
    const { status, json, message } = await retry(patch, signal, retryOptions);
    if (BODY_REFUSED.includes(status)) return { refusal: message ?? `The service refused it (${status}).` };
    return version === "v2" ? readBatchAnswer(json, data) : { missing: new Set() };
  };

  return {
    name,
    label:
      options.label ??
      (name === "local" ? `local library, project ${project}` : `o/DAILIES project ${project} at ${origin}`),
    id:
      options.id ??
      (name === "local"
        ? stateId("local", project)
        : stateId(name, base.replace(/^https?:\/\//, ""), project)),
    can: { jobs: hasJobs, thumbnails: true, logVariants: true, resumeUpload: false },
    open: async (signal) => {
      const { policy = DEFAULT_RETRY_POLICY } = retryOptions;
      const few = (attempts: number) => Math.min(attempts, OPEN_ATTEMPTS);
      const patient = {
        ...policy,
        attempts: few(policy.attempts),
        networkAttempts: few(policy.networkAttempts),
      };
      await list(signal, { ...retryOptions, policy: patient });
    },
    list: (signal) => list(signal, retryOptions),
    keyOf: fileKey,
    sendFile: (file, transfer) =>
      sendFile(file, fileKey(file), transfer, { call, http, apiHost: host, retry: retryOptions }),
    patchClips: (patches, signal) =>
      patchClips(patches, planPasses(versions, seenV2Keys), (version, batch) =>
        sendBatch(version, batch, signal),
      ),
    ...(hasJobs ? { jobs: createJobCalls(call, host, retryOptions) } : {}),
    // The HTTP client belongs to whoever made it.
    close: async () => {},
  };
}
