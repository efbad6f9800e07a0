// MD5 and SHA-256 in threads of their own: one processor would need longer for them than a fast line for the file.
import { Worker } from "node:worker_threads";

/** One digest that is being made in every thread at once. */
export interface ThreadedDigests {
  /** Takes a copy of the bytes at once; resolves when there is room for more. */
  update(chunk: Uint8Array): Promise<void>;
  /** By algorithm, lower-case hex. To be called once, at the end. */
  digests(): Promise<Readonly<Record<Algorithm, string>>>;
}

const ALGORITHMS = ["md5", "sha256"] as const;
type Algorithm = (typeof ALGORITHMS)[number];

/** As large as what is read at once; so many that a thread has work while another one catches up. */
const SLOT_BYTES = 1024 * 1024;
const SLOTS = 8;

/** Plain JavaScript as a text: a thread's own file would have to be built before a test could start it. */
const THREAD = `
const { createHash } = require("node:crypto");
const { parentPort, workerData } = require("node:worker_threads");
const { algorithm, memory, slotBytes } = workerData;
const hashes = new Map();
parentPort.on("message", ({ type, id, slot, bytes }) => {
  if (type === "drop") return void hashes.delete(id);
  const hash = hashes.get(id) ?? createHash(algorithm);
  hashes.set(id, hash);
  if (type === "bytes") {
    hash.update(new Uint8Array(memory, slot * slotBytes, bytes));
    parentPort.postMessage({ slot });
  } else {
    hashes.delete(id);
    parentPort.postMessage({ id, digest: hash.digest("hex") });
  }
});
`;

type Told = { readonly slot: number } | { readonly id: number; readonly digest: string };

type DigestSet = Map<Algorithm, string>;

/** Starts the threads at the first digest; they end with the process and never keep it from ending. */
export function createHashThreads(): () => ThreadedDigests {
  let pool: ReturnType<typeof startPool> | undefined;
  return () => (pool ??= startPool()).open();
}

function startPool() {
  const memory = new SharedArrayBuffer(SLOTS * SLOT_BYTES);
  const free = Array.from({ length: SLOTS }, (_, slot) => slot);
  /** How many threads still read a slot. */
  const readers = new Map<number, number>();
  const waiting: { readonly resolve: (slot: number) => void; readonly reject: (error: unknown) => void }[] =
    [];
  const ending = new Map<
    number,
    { digests: DigestSet; resolve: (digests: DigestSet) => void; reject: (error: unknown) => void }
  >();
  let failure: unknown;
  let nextId = 0;

  const fail = (error: unknown) => {
    failure = error;
    for (const { reject } of [...waiting.splice(0), ...ending.values()]) reject(error);
    ending.clear();
  };
  const giveBack = (slot: number) => {
    const left = (readers.get(slot) ?? 1) - 1;
    readers.set(slot, left);
    if (left > 0) return;
    const next = waiting.shift();
    if (next) next.resolve(slot);
    else free.push(slot);
  };
  const workers = ALGORITHMS.map((algorithm) => {
    const worker = new Worker(THREAD, {
      eval: true,
      workerData: { algorithm, memory, slotBytes: SLOT_BYTES },
    });
    worker.on("message", (told: Told) => {
      if ("slot" in told) giveBack(told.slot);
      else {
        const end = ending.get(told.id);
        end?.digests.set(algorithm, told.digest);
        if (end?.digests.size === ALGORITHMS.length) {
          ending.delete(told.id);
          end.resolve(end.digests);
        }
      }
      keepAlive();
    });
    worker.on("error", fail);
    return worker;
  });
  /** Only while something is awaited does a thread hold the process. */
  const keepAlive = () => {
    const isBusy = ending.size > 0 || waiting.length > 0;
    for (const worker of workers) {
      if (isBusy) worker.ref();
      else worker.unref();
    }
  };
  const post = (message: object) => {
    for (const worker of workers) worker.postMessage(message);
  };
  const takeSlot = (): number | Promise<number> => {
    const slot = free.pop();
    if (slot !== undefined) return slot;
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      keepAlive();
    });
  };
  // An upload that broke off never asks for its digest.
  const dropped = new FinalizationRegistry<number>((id) => post({ type: "drop", id }));
  keepAlive();

  return {
    open: (): ThreadedDigests => {
      const id = (nextId += 1);
      const digests: ThreadedDigests = {
        update: async (chunk) => {
          for (let start = 0; start < chunk.byteLength; start += SLOT_BYTES) {
            if (failure !== undefined) throw failure;
            const part = chunk.subarray(start, start + SLOT_BYTES);
            const slot = await takeSlot();
            new Uint8Array(memory, slot * SLOT_BYTES, part.byteLength).set(part);
            readers.set(slot, workers.length);
            post({ type: "bytes", id, slot, bytes: part.byteLength });
          }
        },
        digests: async () => {
          if (failure !== undefined) throw failure;
          const all = await new Promise<DigestSet>((resolve, reject) => {
            ending.set(id, { digests: new Map(), resolve, reject });
            keepAlive();
            post({ type: "end", id });
          });
          return Object.fromEntries(all) as Record<Algorithm, string>;
        },
      };
      dropped.register(digests, id);
      return digests;
    },
  };
}
