// The jobs of the destination that the settings name, and one of them by its id.
import type { JobCalls, RemoteJob } from "../destinations/destination.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { nearestSentence } from "./nearest-names.ts";
import { withListing } from "../setup/with-destination.ts";

/** Throws `usage` for a destination that has no jobs. */
export function withJobs<Result>(
  call: CommandCall,
  work: (jobs: JobCalls) => Promise<Result>,
): Promise<Result> {
  return withListing(call, (destination) => {
    if (destination.jobs) return work(destination.jobs);
    const isV1 = call.resolved.config.apiVersion === "v1";
    throw new OdailiesError(
      "usage",
      `There are no jobs in ${destination.label}${isV1 ? " by version 1" : ""}.`,
      {
        hint: isV1
          ? "Leave out --api-version v1: jobs came with version 2."
          : "Use --to odailies or --to local.",
      },
    );
  });
}

/** Throws where there is no such job, naming the nearest. */
export async function requireJob(jobs: JobCalls, id: string, signal: AbortSignal): Promise<RemoteJob> {
  // A URL drops the segments "." and "..", and would then speak of something else.
  const job = /^\.{0,2}$/.test(id) ? undefined : await jobs.get(id, signal);
  if (job) return job;
  const known = (await jobs.list(undefined, signal)).map((other) => other.id);
  throw new OdailiesError("metadata_refused", `There is no job ${id}.${nearestSentence(id, known)}`, {
    hint: "odailies jobs list shows every job.",
  });
}
