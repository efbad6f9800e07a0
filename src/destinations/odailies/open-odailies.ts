// o/DAILIES as a destination; the embedded server speaks the same API and is opened the same way.
import type { ClipPatch, OutgoingFile, RemoteClip } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { requireEncrypted } from "../../net/require-encrypted.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import type { Destination } from "../destination.ts";
import { fileKey } from "../file-key.ts";
import { stateId } from "../state-id.ts";
import { withFewTries } from "../with-few-tries.ts";
import { readAddress } from "./address.ts";
import type { ApiVersion, WireClip, WirePatch } from "./api.ts";
import { askBoth, askOne, type AskVersion } from "./ask-versions.ts";
import { createCallApi } from "./call-api.ts";
import { hasArrived } from "./has-arrived.ts";
import { createJobCalls } from "./jobs.ts";
import { getClip } from "./get-clip.ts";
import { getClips, mergeListings } from "./list-clips.ts";
import { EMBEDDED_KEYS, type WireKeys } from "./map.ts";
import { patchClips, planPasses, readBatchAnswer } from "./patch-clips.ts";
import type { BatchAnswer } from "./patch-in-batches.ts";
import { sendFile } from "./send-file.ts";
import type { Warning } from "../../domain/warning.ts";

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
  /** Plain http to another machine is allowed. */
  readonly insecure?: boolean | undefined;
  /** Told what a person should know although the work goes on. */
  readonly warn?: ((warning: Warning) => void) | undefined;
}

/**
 * Statuses that speak of something in the body. 404 and 409 are among them, because what a PATCH of a clip that is not
 * there answers is not published, and the listing before has shown that the project is there.
 */
const BODY_REFUSED = [400, 404, 409, 413, 422];
const FORBIDDEN = 403;
/** A person waits for `open`, so it does not wait all night. */
const OPEN_ATTEMPTS = 2;

/**
 * Throws `config_invalid` for an impossible address, and for plain http to another machine. `list` in `auto` asks both
 * versions and merges them, because only v1 is documented to show thirteen of the properties; where v2 does not answer,
 * v1 does. v1 does not say whether a patched clip exists: list first.
 */
export function openOdailies(options: OdailiesOptions): Destination {
  const { http, name = "odailies", retry: retryOptions = {}, insecure = false } = options;
  const warn = options.warn ?? (() => undefined);
  const isEmbedded = name === "local";
  // The embedded server shows and takes everything by v2.
  const apiVersion = isEmbedded && options.apiVersion === "auto" ? "v2" : options.apiVersion;
  const address = readAddress(options);
  const { base, project } = address;
  const { host, origin } = new URL(base);
  const call = createCallApi(address, http);
  requireEncrypted(base, { what: "The API address", code: "config_invalid", isInsecureAllowed: insecure });
  let versions: readonly ApiVersion[] = apiVersion === "auto" ? ["v1", "v2"] : [apiVersion];
  let seenV2Keys: WireKeys = {};
  let shown: ReadonlyMap<string, RemoteClip> | undefined;
  /** Clips whose graded file was sent since: a listing that shows them proves nothing new. */
  const sent = new Set<string>();
  let hasWarned = false;
  const goByV1 = ({ message }: OdailiesError) => {
    versions = ["v1"];
    if (!hasWarned)
      warn({
        code: "api_v1_only",
        message: `Everything goes by version 1 of the API, because of version 2: ${message}`,
      });
    hasWarned = true;
  };
  // v1 answers 404 to all of them.
  const hasJobs = apiVersion !== "v1";

  const list = async (signal: AbortSignal, how: RetryOptions): Promise<ReadonlyMap<string, RemoteClip>> => {
    const ask: AskVersion<WireClip[]> = (version, isPatient) =>
      retry(() => getClips(call, version, host, signal), signal, isPatient ? how : withFewTries(how));
    const { v1, v2, withoutV2 } = await (apiVersion === "auto"
      ? askBoth(ask)
      : askOne(apiVersion, host, ask));
    const listing = mergeListings(v1, v2);
    ({ versions, seenV2Keys, clips: shown } = listing);
    if (withoutV2) goByV1(withoutV2);
    return listing.clips;
  };

  const isThere = async (
    file: OutgoingFile,
    before: RemoteClip | undefined,
    signal: AbortSignal,
  ): Promise<boolean> => {
    try {
      const now = await list(signal, withFewTries(retryOptions));
      return hasArrived(file, before, now.get(file.clipName));
    } catch {
      signal.throwIfAborted();
      return false;
    }
  };

  const sendBatch = async (
    version: ApiVersion,
    data: readonly WirePatch[],
    signal: AbortSignal,
  ): Promise<BatchAnswer> => {
    const patch = (data: readonly WirePatch[], accepts: readonly number[]) => () =>
      call({ version, method: "PATCH", resource: "clips", body: { data }, needs: "Write", accepts, signal });
    const accepts = [...BODY_REFUSED, FORBIDDEN];
    const { status, json, isRefused, message } = await retry(patch(data, accepts), signal, retryOptions);
    // Is it the token, or a clip that nobody may change? A patch of nothing tells.
    if (status === FORBIDDEN) await retry(patch([], BODY_REFUSED), signal, retryOptions);
    if (isRefused) return { refusal: message ?? `The service refused it (${status}).` };
    return version === "v2" ? readBatchAnswer(json, data) : { missing: new Set() };
  };

  const patchBy = (patches: readonly ClipPatch[], by: readonly ApiVersion[], signal: AbortSignal) =>
    patchClips(
      patches,
      isEmbedded && by.includes("v2") ? [{ version: "v2", keys: EMBEDDED_KEYS }] : planPasses(by, seenV2Keys),
      (version, batch) => sendBatch(version, batch, signal),
    );

  return {
    label:
      options.label ??
      (name === "local" ? `local library, project ${project}` : `o/DAILIES project ${project} at ${origin}`),
    id: options.id ?? (name === "local" ? stateId("local", project) : stateId(name, base, project)),
    takes: {
      roles: ["graded", "log", "thumbnail"],
      ale: true,
      fields: "all",
      metadata: "after-graded",
      // Whether o/DAILIES blanks a field that is sent as null is not published; our own server does.
      blanks: name === "local",
    },
    open: async (signal) => {
      return list(signal, withFewTries(retryOptions, OPEN_ATTEMPTS));
    },
    list: (signal) => list(signal, retryOptions),
    ...(apiVersion !== "v1" && {
      // v2 documents a call for one clip, so that where its listing came, its 404 is an answer.
      isGetSure: () => versions.includes("v2"),
      get: (clipName, signal) =>
        getClip(clipName, signal, {
          call,
          host,
          retry: withFewTries(retryOptions, OPEN_ATTEMPTS),
          listV1: apiVersion === "auto" ? () => getClips(call, "v1", host, signal) : undefined,
        }),
    }),
    keyOf: fileKey,
    send: async (file, transfer) => {
      const { clipName } = file;
      const wasListed = shown !== undefined;
      const before =
        shown?.get(clipName) ?? (sent.has(clipName) ? { name: clipName, metadata: {} } : undefined);
      const receipt = await sendFile(file, fileKey(file), transfer, {
        call,
        http,
        apiHost: host,
        retry: retryOptions,
        requireSafe: (url) =>
          requireEncrypted(url, {
            what: "The storage address",
            code: "reply_not_understood",
            isInsecureAllowed: insecure,
          }),
        isThere: async (signal) => wasListed && (await isThere(file, before, signal)),
      });
      if (file.role === "graded") sent.add(clipName);
      return receipt;
    },
    patch: async (patches, signal) => {
      try {
        return await patchBy(patches, versions, signal);
      } catch (error) {
        const mayGoOn = apiVersion === "auto" && versions.length > 1 && error instanceof OdailiesError;
        if (!mayGoOn || error.code === "token_refused" || !("status" in error.context)) throw error;
        const report = await patchBy(patches, ["v1"], signal);
        goByV1(error);
        return report;
      }
    },
    ...(hasJobs ? { jobs: createJobCalls(call, host, retryOptions) } : {}),
    // The HTTP client belongs to whoever made it.
    close: async () => {},
  };
}
