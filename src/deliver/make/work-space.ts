// Room in the work folder: measured before a render, recognised when it runs out in the middle of one.
import { statfs } from "node:fs/promises";
import prettyBytes from "pretty-bytes";
import { OdailiesError } from "../../domain/errors.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import type { ProxyShape } from "../../domain/spec.ts";

/** What is made takes its size at the highest rate, and a tenth more. */
const MARGIN = 1.1;

export interface SpaceRequest {
  readonly action: "remux" | "encode";
  readonly facts: MediaFacts;
  /** How many are made at once. */
  readonly outputs: number;
}

/** Throws `insufficient_space` before anything is begun that cannot be finished. */
export async function requireSpace(folder: string, request: SpaceRequest, shape: ProxyShape): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const [free, needed] = [bavail * bsize, neededBytes(request, shape)];
  if (free < needed)
    throw spaceError(folder, undefined, `: about ${prettyBytes(needed)} needed, ${prettyBytes(free)} free`);
}

function neededBytes(
  { action, facts, outputs }: SpaceRequest,
  { maxBitRate, audioBitRate }: ProxyShape,
): number {
  if (action === "remux") return facts.sizeBytes * MARGIN;
  const seconds = facts.video?.durationSeconds ?? facts.container.durationSeconds ?? 0;
  return ((maxBitRate + audioBitRate) / 8) * seconds * MARGIN * outputs;
}

/** The same error, or `insufficient_space` where a full disk was behind it. */
export function asSpaceError(error: unknown, folder: string): unknown {
  const text = error instanceof OdailiesError ? JSON.stringify(error.context) : String(error);
  return /ENOSPC|No space left on device/.test(text) ? spaceError(folder, error) : error;
}

function spaceError(folder: string, cause?: unknown, numbers = ""): OdailiesError {
  return new OdailiesError(
    "insufficient_space",
    `There is not enough room in ${folder} to make the proxy${numbers}.`,
    {
      hint: "Free some space, or name another folder with --work-dir; then run again.",
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
