// MD5 in a thread of its own: it takes longer than everything else that is done with a byte on its way out.
import { Worker } from "node:worker_threads";

/** One MD5 that is being made in the thread. */
export interface ThreadedMd5 {
  /** Takes a copy of the bytes at once; resolves when there is room for more. Not to be called again before. */
  update(chunk: Uint8Array): Promise<void>;
  /** Lower-case hex. To be called once, at the end. */
  digest(): Promise<string>;
}

/** As large as what is read at once; so many that neither side waits for the other at every step. */
const SLOT_BYTES = 1024 * 1024;
const SLOTS = 4;

/** Plain JavaScript as a text: a file of its own would have to be built before a test could start it. */
const THREAD = `
const { createHash } = require("node:crypto");
const { parentPort, workerData } = require("node:worker_threads");
const hashes = new Map();
parentPort.on("message", ({ type, id, slot, bytes }) => {
  if (type === "drop") return void hashes.delete(id);
  const hash = hashes.get(id) ?? createHash("md5");
  hashes.set(id, hash);
  if (type === "bytes") {
    hash.update(new Uint8Array(workerData.memory, slot * workerData.slotBytes, bytes));
    parentPort.postMessage({ slot });
  } else {
    hashes.delete(id);
    parentPort.postMessage({ id, digest: hash.digest("hex") });
  }
});
`;
/** It keeps nothing but the states of its hashes; without a limit it takes its time to clean up. */
const SMALL = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 } as const;

type Told = { readonly slot: number } | { readonly id: number; readonly digest: string };

interface Waiting<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/** Gives a function that opens MD5s. The thread starts with the first one, and never keeps the process from ending. */
export function createMd5Thread(): () => ThreadedMd5 {
  let open: (() => ThreadedMd5) | undefined;
  return () => (open ??= startThread())();
}

function startThread(): () => ThreadedMd5 {
  const memory = new SharedArrayBuffer(SLOTS * SLOT_BYTES);
  const free = Array.from({ length: SLOTS }, (_, slot) => slot);
  const forSlot: Waiting<number>[] = [];
  const forDigest = new Map<number, Waiting<string>>();
  const workerData = { memory, slotBytes: SLOT_BYTES };
  const thread = new Worker(THREAD, { eval: true, workerData, resourceLimits: SMALL });
  let failure: unknown;
  let nextId = 0;

  const tell = (message: object) => thread.postMessage(message, []);
  /** Only while something is waited for does the thread hold the process. */
  const holdWhileBusy = () => (forSlot.length + forDigest.size > 0 ? thread.ref() : thread.unref());
  const wait = <Value>(add: (waiting: Waiting<Value>) => void) =>
    new Promise<Value>((resolve, reject) => {
      add({ resolve, reject });
      holdWhileBusy();
    });
  thread.on("message", (told: Told) => {
    if ("digest" in told) {
      forDigest.get(told.id)?.resolve(told.digest);
      forDigest.delete(told.id);
    } else {
      const next = forSlot.shift();
      if (next) next.resolve(told.slot);
      else free.push(told.slot);
    }
    holdWhileBusy();
  });
  thread.on("error", (error) => {
    failure = error;
    for (const { reject } of [...forSlot.splice(0), ...forDigest.values()]) reject(error);
    forDigest.clear();
  });
  holdWhileBusy();
  // An upload that broke off never asks for its digest.
  const dropped = new FinalizationRegistry<number>((id) => tell({ type: "drop", id }));

  return () => {
    const id = (nextId += 1);
    const requireThread = () => {
      if (failure !== undefined) throw failure;
    };
    const md5: ThreadedMd5 = {
      update: async (chunk) => {
        for (let start = 0; start < chunk.byteLength; start += SLOT_BYTES) {
          requireThread();
          const part = chunk.subarray(start, start + SLOT_BYTES);
          const slot = free.pop() ?? (await wait<number>((waiting) => forSlot.push(waiting)));
          new Uint8Array(memory, slot * SLOT_BYTES, part.byteLength).set(part);
          tell({ type: "bytes", id, slot, bytes: part.byteLength });
        }
      },
      digest: async () => {
        requireThread();
        return wait<string>((waiting) => {
          forDigest.set(id, waiting);
          tell({ type: "end", id });
        });
      },
    };
    dropped.register(md5, id);
    return md5;
  };
}
