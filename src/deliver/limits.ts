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
  /** Bound by the network, and by what this destination takes at once: each has a queue of its own. */
  upload<Result>(target: LimitedTarget, priority: Priority, work: () => Promise<Result>): Promise<Result>;
  /** Clips between being found and being up: bounds what lies in the work folder. */
  clip<Result>(priority: Priority, work: () => Promise<Result>): Promise<Result>;
}

/** Whose queue it is, and how many files it takes at once. */
interface LimitedTarget {
  readonly destination: { readonly id: string; readonly takes: { readonly filesAtOnce?: number } };
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
  const uploading = new Map<string, PQueue>();
  const uploadingTo = ({ destination: { id, takes } }: LimitedTarget) => {
    const queue =
      uploading.get(id) ?? new PQueue({ concurrency: Math.min(uploads, takes.filesAtOnce ?? uploads) });
    uploading.set(id, queue);
    return queue;
  };
  const clips = new PQueue({ concurrency: 2 * (encodes + uploads) + 4 });
  return {
    probe: (work) => probing.add(work),
    encode: (priority, work) => encoding.add(work, { priority }),
    upload: (target, priority, work) => uploadingTo(target).add(work, { priority }),
    clip: (priority, work) => clips.add(work, { priority }),
  };
}
