// Stands in for a destination that is not opened: whoever sends to it learns why, and nothing is there.
import type { Destination, Takes } from "./destination.ts";
import { fileKey } from "./file-key.ts";
import { createListing } from "./listing.ts";
import type { DestinationToOpen, OpenedDestination } from "./open-destination.ts";

const ANYTHING: Takes = {
  roles: ["graded", "log", "thumbnail"],
  ale: false,
  fields: "all",
  metadata: "never",
  blanks: false,
};

/** `fail` is called by everything that would ask or change something. */
export function standIn(
  { label, id, takes = ANYTHING }: DestinationToOpen,
  fail: () => Promise<never>,
  signal: AbortSignal,
): OpenedDestination {
  const destination: Destination = {
    label,
    id,
    takes: { ...takes, metadata: "never" },
    open: () => Promise.resolve(new Map()),
    list: () => Promise.resolve(new Map()),
    keyOf: fileKey,
    send: fail,
    patch: fail,
    close: () => Promise.resolve(),
  };
  return { destination, listing: createListing(destination, { first: new Map(), tookMs: 0 }, signal) };
}
