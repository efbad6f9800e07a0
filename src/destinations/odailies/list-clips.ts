// Every clip of a project, by the API versions that the project answers to.
import type { RemoteClip } from "../../domain/delivery.ts";
import type { ApiVersion, WireClip } from "./api.ts";
import { readV1Listing, readV2Listing } from "./api.ts";
import { type CallApi, notUnderstood } from "./call-api.ts";
import { V1_ONLY_KEYS, findSeenKeys, readClip, type WireKeys } from "./map.ts";

export interface Listing {
  readonly clips: ReadonlyMap<string, RemoteClip>;
  /** The versions that answered. */
  readonly versions: readonly ApiVersion[];
  /** How v2 spells those of v1's thirteen properties that it showed. */
  readonly seenV2Keys: WireKeys;
}

/** One GET. */
export async function getClips(
  call: CallApi,
  version: ApiVersion,
  host: string,
  signal: AbortSignal,
): Promise<WireClip[]> {
  const answer = await call({ version, method: "GET", resource: "clips", needs: "Read", signal });
  const clips = version === "v1" ? readV1Listing(answer.json) : readV2Listing(answer.json);
  if (!clips) throw notUnderstood(host);
  return clips;
}

/**
 * Both listings as one: v2 has the say over the properties that it documents, v1 over its own thirteen, which v2 is not
 * known to show. A clip that only one of them shows is there.
 */
export function mergeListings(
  v1: readonly WireClip[] | undefined,
  v2: readonly WireClip[] | undefined,
): Listing {
  const clips = new Map<string, RemoteClip>();
  for (const clip of v1 ?? []) clips.set(clip.name, readClip(clip));
  for (const wire of v2 ?? []) {
    const clip = readClip(wire);
    const byV1 = clips.get(wire.name)?.metadata ?? {};
    const v1Only = Object.fromEntries(Object.entries(byV1).filter(([property]) => property in V1_ONLY_KEYS));
    clips.set(wire.name, { name: wire.name, metadata: { ...clip.metadata, ...v1Only } });
  }
  const versions: ApiVersion[] = [...(v1 ? (["v1"] as const) : []), ...(v2 ? (["v2"] as const) : [])];
  return { clips, versions, seenV2Keys: findSeenKeys(v2 ?? []) };
}
