// What is at the destination, looked at again as often as it costs little: other carts send to the same project.
import type { Destination } from "../destinations/destination.ts";
import type { RemoteClip } from "../domain/delivery.ts";

/** Looking may take a tenth of the time at most: a large project's listing costs uplink and patience. */
const LISTING_SHARE = 10;

type Clips = ReadonlyMap<string, RemoteClip>;

/** Gives what was there at most ten listings' time ago. Throws what `Destination.list` throws. */
export function createListing(
  destination: Pick<Destination, "list">,
  signal: AbortSignal,
): () => Promise<Clips> {
  let newest: Promise<Clips> | undefined;
  let staleMs = 0;
  const list = async () => {
    const startedMs = performance.now();
    staleMs = Number.POSITIVE_INFINITY;
    const clips = await destination.list(signal);
    const endedMs = performance.now();
    staleMs = endedMs + LISTING_SHARE * (endedMs - startedMs);
    return clips;
  };
  return () => {
    if (newest === undefined || performance.now() >= staleMs) {
      newest = list();
      newest.catch(() => (staleMs = 0));
    }
    return newest;
  };
}
