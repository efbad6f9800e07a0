// Destinations that each break one promise: what the contract's checks are held against.
import type { Destination } from "../../src/destinations/destination.ts";
import { type MemoryDestination, openMemory } from "../../src/destinations/memory.ts";
import type { ClipPatch, OutgoingFile, RemoteClip, Transfer } from "../../src/domain/delivery.ts";
import { OdailiesError } from "../../src/domain/errors.ts";
import { METADATA_PROPERTY_NAMES } from "../../src/domain/metadata.ts";
import { never } from "./net-client.ts";
import { newHasher } from "./net-hasher.ts";

export interface BrokenDestination {
  /** What is wrong with it. */
  readonly title: string;
  /** The name of a check that has to refuse it. */
  readonly refusedBy: string;
  readonly break: (memory: MemoryDestination) => Partial<Destination>;
}

const broken = (
  refusedBy: string,
  title: string,
  breakIt: BrokenDestination["break"],
): BrokenDestination => ({ title, refusedBy, break: breakIt });

type Clips = ReadonlyMap<string, RemoteClip>;
const renamed = (clips: Clips, spell: (name: string) => string): Clips =>
  new Map([...clips].map(([name, clip]) => [spell(name), { ...clip, name: spell(name) }]));

/** Refuses who comes while another is served. */
function oneAtATime<Given extends readonly unknown[], Result>(
  call: (...given: Given) => Promise<Result>,
  busy: () => Promise<Result>,
) {
  let isBusy = false;
  return async (...given: Given): Promise<Result> => {
    if (isBusy) return busy();
    isBusy = true;
    // Long enough that whoever calls at once meets it.
    await new Promise((resolve) => setImmediate(resolve));
    return call(...given).finally(() => (isBusy = false));
  };
}

const PROOF = "a sent file is proved by its key, length and digests";
const SPELLED = "a clip is listed as it was spelled, by opening too";
const GRADED = "the graded file makes the clip; the others do not";
const ONE_CLIP = "where it can be asked for one clip, it answers as its list does";
const BLANKED = "where it can blank a field, it is not set afterwards, and the others stay";
const PATCHED = "what is patched is listed, or reported as unsupported";
const ABORTED = "an aborted signal stops every method with its reason";
const CHANGED = "a file that changed since it was checked is not delivered";
const BATCH = "every clip of a batch gets its own values, once each";
const MISSING =
  "a clip that is not there costs no other its values, and is refused by name where that is known";

const deaf = (transfer: Transfer): Transfer => ({ ...transfer, signal: never });
const isChanged = (error: unknown) => error instanceof OdailiesError && error.code === "card_changed";

export const BROKEN_DESTINATIONS: readonly BrokenDestination[] = [
  broken("its id names a folder", "its id holds an address", () => ({ id: "https://kept.example/p 1" })),
  broken("is empty at first", "lists the clips of another project", () => ({
    list: async () => new Map([["OTHER", { name: "OTHER", metadata: {} }]]),
  })),
  broken(PROOF, "send throws", () => ({ send: () => Promise.reject(new Error("It broke.")) })),
  ...(["xxh64", "sha256", "md5"] as const).map((digest) =>
    broken(PROOF, `its receipt holds a wrong ${digest}`, ({ send }) => ({
      send: async (file, transfer) => ({ ...(await send(file, transfer)), [digest]: "00" }),
    })),
  ),
  broken(PROOF, "hashes without what the run hands it", ({ send }) => ({
    send: (file, transfer) => {
      const none = () => ({ update: () => undefined, digest: () => newHasher().digest() });
      return send(file, { ...transfer, newHasher: none });
    },
  })),
  broken(PROOF, "its receipt names another key than keyOf", ({ send }) => ({
    send: async (file, transfer) => ({ ...(await send(file, transfer)), key: "elsewhere" }),
  })),
  broken(PROOF, "its receipt is one byte short", ({ send }) => ({
    send: async (file, transfer) => {
      const receipt = await send(file, transfer);
      return { ...receipt, bytes: receipt.bytes - 1 };
    },
  })),
  broken(PROOF, "says no progress", ({ send }) => ({
    send: (file, transfer) => send(file, { ...transfer, onProgress: () => undefined }),
  })),
  broken(GRADED, "send resolves before it has the file", (memory) => ({
    send: async (file, transfer) => {
      const elsewhere = await openMemory().send(file, transfer);
      setImmediate(() => void memory.send(file, transfer).catch(() => undefined));
      return elsewhere;
    },
  })),
  broken(GRADED, "a thumbnail makes a clip", ({ send }) => ({
    send: (file, transfer) => send({ ...file, role: "graded" }, transfer),
  })),
  broken(SPELLED, "lists names in capitals", ({ list }) => ({
    list: async (signal) => renamed(await list(signal), (name) => name.toUpperCase()),
  })),
  broken(SPELLED, "open gives nothing", () => ({
    open: async () => new Map(),
  })),
  broken(ONE_CLIP, "knows a clip that is not there", () => ({
    get: async (name) => ({ name, metadata: {} }),
  })),
  broken(ONE_CLIP, "its get tells another scene", () => ({
    get: async (name) => (name === "A" ? { name, metadata: { scene: "2" } } : undefined),
  })),
  broken("every role has its own key, and so has every clip", "LOG and graded share a key", ({ keyOf }) => ({
    keyOf: (file) => keyOf({ ...file, role: "graded" }),
  })),
  broken(
    "sending twice keeps the clip and its metadata",
    "a file sent again forgets the slate",
    (memory) => ({
      send: async (file, transfer) => {
        const receipt = await memory.send(file, transfer);
        await memory.patch([{ name: file.clipName, metadata: {}, blank: METADATA_PROPERTY_NAMES }], never);
        return receipt;
      },
    }),
  ),
  broken(PATCHED, "loses a field without a word", ({ patch }) => ({
    patch: (patches, signal) => patch(patches.map(withoutRating), signal),
  })),
  broken(PATCHED, "says that it took what it did not", ({ patch }) => ({
    patch: async (patches, signal) => {
      const report = await patch(patches.map(withoutRating), signal);
      return { ...report, patched: new Map(patches.map(({ name, metadata }) => [name, metadata])) };
    },
  })),
  broken(PATCHED, "reports nothing of what it took", ({ patch }) => ({
    patch: async (patches, signal) => ({ ...(await patch(patches, signal)), patched: new Map() }),
  })),
  broken("a patch changes nothing but its fields", "blanks what a patch does not name", ({ patch }) => ({
    patch: (patches, signal) => patch(patches.map(blankingTheRest), signal),
  })),
  broken(BLANKED, "keeps what it blanks", ({ patch }) => ({
    patch: (patches, signal) =>
      patch(
        patches.map((each) => ({ ...each, blank: [] })),
        signal,
      ),
  })),
  broken(BLANKED, "blanks everything", ({ patch }) => ({
    patch: (patches, signal) =>
      patch(
        patches.map((each) => (each.blank ? blankingTheRest(each) : each)),
        signal,
      ),
  })),
  broken(BATCH, "gives every clip of a batch the values of its first", ({ patch }) => ({
    patch: (patches, signal) =>
      patch(
        patches.map(({ name }) => ({ name, metadata: patches[0]!.metadata })),
        signal,
      ),
  })),
  broken(BATCH, "takes no more than ten patches", ({ patch }) => ({
    patch: (patches, signal) => patch(patches.slice(0, 10), signal),
  })),
  broken(MISSING, "one missing clip costs the whole batch", (memory) => ({
    patch: async (patches, signal) => {
      const there = await memory.list(signal);
      if (patches.every(({ name }) => there.has(name))) return memory.patch(patches, signal);
      const refused = patches.map(({ name }) => ({ name, message: "The batch was refused." }));
      return { patched: new Map(), refused, unsupported: new Map() };
    },
  })),
  broken(MISSING, "swallows which clip is missing", ({ patch }) => ({
    patch: async (patches, signal) => ({ ...(await patch(patches, signal)), refused: [] }),
  })),
  broken("no patches are no trouble", "takes no empty batch", ({ patch }) => ({
    patch: async (patches, signal) => {
      if (patches.length === 0) throw new OdailiesError("reply_not_understood", "Empty.", { hint: "" });
      return patch(patches, signal);
    },
  })),
  broken(CHANGED, "swallows card_changed", ({ send, keyOf }) => ({
    send: (file, transfer) =>
      send(file, transfer).catch((error: unknown) => {
        if (!isChanged(error)) throw error;
        const { role, sizeBytes: bytes, action } = file;
        const sentAt = new Date().toISOString();
        return { role, key: keyOf(file), bytes, action, sentAt, xxh64: "", sha256: "", md5: "" };
      }),
  })),
  broken(CHANGED, "delivers a changed file", ({ send }) => ({
    send: async (file, transfer) => {
      try {
        return await send(file, transfer);
      } catch (error) {
        if (isChanged(error)) await send(grown(file), transfer);
        throw error;
      }
    },
  })),
  ...(["open", "list"] as const).map((method) =>
    broken(ABORTED, `${method} ignores the signal`, (memory) => ({ [method]: () => memory[method](never) })),
  ),
  broken(ABORTED, "send ignores the signal", ({ send }) => ({
    send: (file, transfer) => send(file, deaf(transfer)),
  })),
  broken(ABORTED, "patch ignores the signal", ({ patch }) => ({ patch: (patches) => patch(patches, never) })),
  broken(ABORTED, "throws an error of its own instead of the reason", ({ list }) => ({
    list: (signal) => (signal.aborted ? Promise.reject(new Error("Stopped.")) : list(signal)),
  })),
  broken(
    "a sending that is aborted in the middle stops with the reason, and can be done again",
    "looks at the signal only before it sends",
    ({ send }) => ({
      send: (file, transfer) => {
        transfer.signal.throwIfAborted();
        return send(file, deaf(transfer));
      },
    }),
  ),
  broken(
    "several calls at once do not get into each other's way",
    "takes one file at a time",
    ({ send }) => ({
      send: oneAtATime(send, () => Promise.reject(new Error("Busy."))),
    }),
  ),
];

function withoutRating(patch: ClipPatch): ClipPatch {
  const { rating: _, ...metadata } = patch.metadata;
  return { ...patch, metadata };
}

function blankingTheRest(patch: ClipPatch): ClipPatch {
  return { ...patch, blank: METADATA_PROPERTY_NAMES };
}

/** With the byte that was added to it. */
function grown(file: OutgoingFile): OutgoingFile {
  return { ...file, sizeBytes: file.sizeBytes + 1 };
}
