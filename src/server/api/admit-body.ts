// How many bodies are read at once, and how long one may take: no crowd of callers fills the memory.
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "./api-error.ts";

/** What waits for its body to be read, or for what it asks to be done. Bodies count as long as they say, or the most. */
export interface BodyQueue {
  /** Resolves when there is room; the function that it gives makes the room free again. */
  enter(sizeBytes: number): Promise<() => void>;
}

export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A body takes some ten times its size while it is worked on: one of the largest, or many small ones. */
const BYTES_AT_ONCE = MAX_BODY_BYTES;
const MOST_WAITING = 200;
/** A caller on the worst of lines has sent 8 MB by then. */
const BODY_TIMEOUT_MS = 120_000;

export function createBodyQueue(): BodyQueue {
  let usedBytes = 0;
  const waiting: { readonly sizeBytes: number; readonly start: () => void }[] = [];
  const startNext = () => {
    for (let [next] = waiting; next && usedBytes + next.sizeBytes <= BYTES_AT_ONCE; [next] = waiting) {
      waiting.shift();
      usedBytes += next.sizeBytes;
      next.start();
    }
  };
  return {
    enter: (sizeBytes) => {
      if (waiting.length >= MOST_WAITING) {
        throw new ApiError(503, "Too many requests at once. Try again in a few seconds.", {
          "Retry-After": "5",
        });
      }
      return new Promise((resolve) => {
        let isHeld = true;
        const leave = () => {
          if (!isHeld) return;
          isHeld = false;
          usedBytes -= sizeBytes;
          startNext();
        };
        waiting.push({ sizeBytes, start: () => resolve(leave) });
        startNext();
      });
    },
  };
}

/** A hook that lets a request with a body wait for its turn, and cuts it off when its body does not come. */
export function admitBody({
  bodies,
}: {
  readonly bodies: BodyQueue;
}): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async ({ raw, headers }, reply) => {
    const length = headers["content-length"];
    if (length === undefined && headers["transfer-encoding"] === undefined) return;
    const leave = await bodies.enter(Math.min(Number(length ?? MAX_BODY_BYTES), MAX_BODY_BYTES));
    if (reply.raw.closed) return leave();
    const giveUp = setTimeout(() => raw.destroy(), BODY_TIMEOUT_MS);
    raw.once("end", () => clearTimeout(giveUp));
    reply.raw.once("close", () => {
      clearTimeout(giveUp);
      leave();
    });
  };
}
