// One clip by v2's route for one: a project of tens of thousands is not listed for it.
import type { RemoteClip } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { readV2Clip, type WireClip } from "./api.ts";
import { type CallApi, notUnderstood } from "./call-api.ts";
import { mergeListings } from "./list-clips.ts";

export interface GetClipContext {
  readonly call: CallApi;
  readonly host: string;
  readonly retry: RetryOptions;
  /** v1's listing, which alone is documented to show all properties; undefined where v1 is not to be asked. */
  readonly listV1: (() => Promise<readonly WireClip[]>) | undefined;
}

/** A service without the route may answer anything, such as that the name is no token. */
const NOT_HERE = [400, 401, 403, 404, 405];

/** Undefined where there is no such clip, no such route, or no answer: the listing tells which, and says what is wrong. */
export async function getClip(
  name: string,
  signal: AbortSignal,
  context: GetClipContext,
): Promise<RemoteClip | undefined> {
  // A URL drops the segments "." and "..", and would then speak of something else.
  if (/^\.{0,2}$/.test(name)) return undefined;
  try {
    return await ask(name, signal, context);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OdailiesError) return undefined;
    throw error;
  }
}

async function ask(
  name: string,
  signal: AbortSignal,
  { call, host, retry: how, listV1 }: GetClipContext,
): Promise<RemoteClip | undefined> {
  const get = () =>
    call({
      version: "v2",
      method: "GET",
      resource: "clips",
      id: name,
      needs: "Read",
      accepts: NOT_HERE,
      signal,
    });
  const { json, isRefused } = await retry(get, signal, how);
  if (isRefused) return undefined;
  const wire = readV2Clip(json);
  if (!wire) throw notUnderstood(host);
  if (wire.name.normalize("NFC") !== name.normalize("NFC")) return undefined;
  const { clips, seenV2Keys } = mergeListings(undefined, [wire]);
  const isWhole = listV1 === undefined || Object.keys(seenV2Keys).length > 0;
  if (isWhole) return clips.get(wire.name);
  const byV1 = await retry(listV1, signal, how);
  const same = byV1.filter((clip) => clip.name === wire.name);
  return mergeListings(same, [wire]).clips.get(wire.name);
}
