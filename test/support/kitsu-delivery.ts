// Sends files to a Zou as a run does: what is kept outlives the run, and a file that is through is not sent again.
import type { Destination } from "../../src/destinations/destination.ts";
import { type KitsuOptions, openKitsu } from "../../src/destinations/kitsu/open-kitsu.ts";
import { readOwn } from "../../src/destinations/kind.ts";
import { KITSU_SETTINGS } from "../../src/destinations/kitsu/kitsu-settings.ts";
import type { Receipt } from "../../src/domain/clip.ts";
import type { OutgoingClip, OutgoingFile, RemoteIds, Transfer } from "../../src/domain/delivery.ts";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import type { KitsuServer } from "./kitsu-server.ts";
import { QUICK_RETRY, testClient } from "./net-client.ts";
import { outgoingFile, transfer } from "./net-outgoing-file.ts";

export function kitsuAt(
  { url, project, botToken }: Pick<KitsuServer, "url" | "project" | "botToken">,
  {
    own,
    ...more
  }: Partial<Omit<KitsuOptions, "own">> & { readonly own?: Readonly<Record<string, unknown>> } = {},
): Destination {
  return openKitsu({
    ...{ api: url, project: project.name, token: botToken, own: readOwn(KITSU_SETTINGS, own) },
    ...{ http: testClient(), retry: { policy: QUICK_RETRY } },
    ...more,
  });
}

/** A ledger in memory: ids by clip and role, and which files are through. */
export interface Keeping {
  readonly ids: Map<string, RemoteIds>;
  readonly receipts: Map<string, Receipt>;
  transferOf(file: OutgoingFile, overrides?: Partial<Transfer>): Transfer;
}

export function createKeeping(): Keeping {
  const ids = new Map<string, RemoteIds>();
  const receipts = new Map<string, Receipt>();
  return {
    ids,
    receipts,
    transferOf: ({ clipName, role }, overrides = {}) => {
      const keyOf = (of: string) => `${clipName}/${of}`;
      return transfer({
        kept: (of) => (of === role && receipts.has(keyOf(of)) ? {} : (ids.get(keyOf(of)) ?? {})),
        keep: (more) => void ids.set(keyOf(role), { ...ids.get(keyOf(role)), ...more }),
        ...overrides,
      });
    },
  };
}

/** What a run does with a file: nothing where it is through. */
export async function deliver(
  destination: Destination,
  file: OutgoingFile,
  keeping: Keeping,
  overrides: Partial<Transfer> = {},
): Promise<Receipt> {
  const key = `${file.clipName}/${file.role}`;
  const known = keeping.receipts.get(key);
  if (known) return known;
  const receipt = await destination.send(file, keeping.transferOf(file, overrides));
  keeping.receipts.set(key, receipt);
  return receipt;
}

/** A file of a clip of which something is known. */
export async function describedFile(
  bytes: Uint8Array,
  which: { readonly clipName?: string; readonly role?: OutgoingFile["role"] },
  metadata: ClipMetadata = {},
  more: Partial<OutgoingClip> = {},
): Promise<OutgoingFile> {
  const file = await outgoingFile(bytes, which);
  return { ...file, describe: async () => ({ metadata, source: file.path, ...more }) };
}
