// What a ledger keeps of the attempts to send one file, for a test that begins them anew.
import type { RemoteIds, Transfer } from "../../src/domain/delivery.ts";
import { transfer } from "./net-outgoing-file.ts";

export interface KeptTransfers {
  /** The same file again, with what was kept of it. */
  next(overrides?: Partial<Transfer>): Transfer;
  readonly kept: () => RemoteIds;
}

export function keptTransfers(): KeptTransfers {
  let own: RemoteIds = {};
  return {
    next: (overrides = {}) =>
      transfer({ kept: () => own, keep: (ids) => void (own = { ...own, ...ids }), ...overrides }),
    kept: () => own,
  };
}
