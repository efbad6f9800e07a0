// What is at the destination: as it was when it was opened, and asked again only for what may have changed since.
import { foldName } from "../domain/fold-name.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { Destination } from "./destination.ts";

/** Looking may take a tenth of the time at most: a large project's listing costs uplink and patience. */
const LISTING_SHARE = 10;

type Clips = ReadonlyMap<string, RemoteClip>;

export interface Listing {
  /** The newest listing that there is; nothing is asked for it. */
  known(): Clips;
  /** What was there at most ten listings' time ago. Throws what `Destination.list` throws. */
  again(): Promise<Clips>;
  /** One clip as it is now, by the cheapest way. */
  find(name: string): Promise<RemoteClip | undefined>;
  /** The spelling of a clip there whose name differs only in Unicode form or case; undefined where none does. */
  twinOf(name: string): string | undefined;
}

/** `first` is what `Destination.open` gave, which took `tookMs`. */
export function createListing(
  destination: Pick<Destination, "list" | "get" | "isGetSure">,
  { first, tookMs }: { readonly first: Clips; readonly tookMs: number },
  signal: AbortSignal,
): Listing {
  let known = first;
  let newest: Promise<Clips> = Promise.resolve(first);
  let staleMs = performance.now() + LISTING_SHARE * tookMs;
  const list = async () => {
    const startedMs = performance.now();
    staleMs = Number.POSITIVE_INFINITY;
    known = await destination.list(signal);
    const endedMs = performance.now();
    staleMs = endedMs + LISTING_SHARE * (endedMs - startedMs);
    return known;
  };
  let folded: { readonly of: Clips; readonly names: ReadonlyMap<string, string> } | undefined;
  const twinOf = (name: string) => {
    if (folded?.of !== known)
      folded = { of: known, names: new Map([...known.keys()].map((each) => [foldName(each), each])) };
    const twin = folded.names.get(foldName(name));
    return twin === name ? undefined : twin;
  };
  const again = () => {
    if (performance.now() >= staleMs) {
      newest = list();
      newest.catch(() => (staleMs = 0));
    }
    return newest;
  };
  return {
    known: () => known,
    again,
    twinOf,
    find: async (name) => {
      const clip = await destination.get?.(name, signal);
      if (clip !== undefined || destination.isGetSure?.() === true) return clip;
      return (await again()).get(name);
    },
  };
}
