// Jobs of API v2. Of their shape only three dates are published, so everything else is read and sent as it is.
import { z } from "zod";
import { OdailiesError } from "../../domain/errors.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { withFewTries } from "../with-few-tries.ts";
import type { JobCalls, RemoteJob } from "../destination.ts";
import { type CallApi, notUnderstood } from "./call-api.ts";

/** Statuses that say No to what a PATCH holds, or that there is no such job. */
const REFUSED = [400, 404, 409, 413, 422];

export function createJobCalls(call: CallApi, host: string, retryOptions: RetryOptions): JobCalls {
  const route = { version: "v2", resource: "jobs" } as const;
  return {
    list: async (since, signal) => {
      const get = () =>
        call({
          ...route,
          method: "GET",
          ...(since === undefined ? {} : { query: { since } }),
          needs: "Read",
          accepts: [404],
          signal,
        });
      const { status, json } = await retry(get, signal, retryOptions);
      if (status === 404) throw noJobs(host);
      const jobs = readJobs(json);
      if (!jobs) throw notUnderstood(host);
      return jobs;
    },
    get: async (id, signal) => {
      const get = () => call({ ...route, method: "GET", id, needs: "Read", accepts: [404], signal });
      const { status, json } = await retry(get, signal, retryOptions);
      if (status === 404) return undefined;
      const job = readJob(json, id);
      if (!job) throw notUnderstood(host);
      return job;
    },
    patch: async (id, values, signal) => {
      // The body of this PATCH is not published: under `data` like every other one, else bare. A refused one did nothing.
      const refusals = new Set<string>();
      for (const body of [{ data: values }, values]) {
        const patch = () =>
          call({ ...route, method: "PATCH", id, body, needs: "Write", accepts: REFUSED, signal });
        // Sent twice, it may notify twice.
        const { status, isRefused, message } = await retry(patch, signal, withFewTries(retryOptions, 1));
        if (!isRefused) return;
        refusals.add(message ?? `It answered ${status}.`);
        if (status !== 400) break;
      }
      throw new OdailiesError("metadata_refused", `${host} refused job ${id}: ${[...refusals].join(" · ")}`, {
        hint: "Check the keys and values against odailies jobs get; nothing was changed.",
      });
    },
  };
}

function noJobs(host: string): OdailiesError {
  return new OdailiesError("usage", `${host} has no jobs: they came with version 2 of the API.`, {
    hint: "Check --api; odailies clips works with version 1 too.",
  });
}

const fields = z.record(z.string(), z.unknown());
const jobList = z.array(fields);
const jobsById = z.record(z.string(), fields);

/** A list, or an object by id, under `data` or `data.message`, or a list at the top; undefined for anything else. */
export function readJobs(json: unknown): RemoteJob[] | undefined {
  const found = Array.isArray(json) ? json : dataOf(json);
  if (found === null) return [];
  const list = jobList.safeParse(found);
  if (list.success) return list.data.map((job) => withId(job, ""));
  const byId = jobsById.safeParse(found);
  if (!byId.success) return undefined;
  return Object.entries(byId.data).map(([id, job]) => withId(job, id));
}

/** One job, under `data`, under `data.message` or bare; its own id where it tells one, else the one that was asked for. */
export function readJob(json: unknown, id: string): RemoteJob | undefined {
  const found = dataOf(json) ?? json;
  const job = fields.safeParse(Array.isArray(found) && found.length === 1 ? found[0] : found);
  return job.success ? withId(job.data, id) : undefined;
}

/** How the id is spelled is not published. */
function withId(job: Readonly<Record<string, unknown>>, otherwise: string): RemoteJob {
  const id = job["id"] ?? job["jobId"] ?? job["_id"];
  return { ...job, id: typeof id === "string" || typeof id === "number" ? String(id) : otherwise };
}

function dataOf(json: unknown): unknown {
  const data = fields.safeParse(json).data?.["data"];
  const message = fields.safeParse(data).data?.["message"];
  return typeof message === "object" ? message : data;
}
