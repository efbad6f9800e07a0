// How much goes on at once: each resource has its own limit, so that while one clip uploads the next encodes.
import { availableParallelism } from "node:os";
import PQueue from "p-queue";

/** Higher goes first. Graded files of every clip go before any LOG file; within a kind, the clips' order holds. */
export type Priority = number;

export interface Limits {
  /** Bound by the disk. */
  probe<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Bound by the processor. */
  encode<Result>(priority: Priority, work: () => Promise<Result>): Promise<Result>;
  /** Bound by the network. */
  upload<Result>(priority: Priority, work: () => Promise<Result>): Promise<Result>;
  /** Clips between being found and being up: bounds what lies in the work folder. */
  clip<Result>(priority: Priority, work: () => Promise<Result>): Promise<Result>;
}

export interface Concurrency {
  readonly encode?: number | undefined;
  readonly upload?: number | undefined;
}

/** Two encodes side by side feed two cores best; more only where there are cores for them. */
const CORES_PER_ENCODE = 4;
const UPLOADS_AT_ONCE = 3;

export function createLimits({ encode, upload }: Concurrency): Limits {
  const cores = availableParallelism();
  const encodes = encode ?? Math.max(1, Math.min(cores, Math.max(2, Math.floor(cores / CORES_PER_ENCODE))));
  const uploads = upload ?? UPLOADS_AT_ONCE;
  const probing = new PQueue({ concurrency: Math.max(2, Math.min(cores, 4)) });
  const encoding = new PQueue({ concurrency: encodes });
  const uploading = new PQueue({ concurrency: uploads });
  const clips = new PQueue({ concurrency: 2 * (encodes + uploads) + 4 });
  return {
    probe: (work) => probing.add(work),
    encode: (priority, work) => encoding.add(work, { priority }),
    upload: (priority, work) => uploading.add(work, { priority }),
    clip: (priority, work) => clips.add(work, { priority }),
  };
}
