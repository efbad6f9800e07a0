// GET and PATCH of jobs (v2 only).
import type { FastifyInstance } from "fastify";
import { changeJobs, findJob, listJobs } from "../library/jobs.ts";
import type { ServerContext } from "../server-context.ts";
import { addRoutes } from "./add-routes.ts";
import { ApiError } from "./api-error.ts";
import { decodeJobPatch, decodeJobPatches, decodeSince } from "./job-codec.ts";
import type { ProjectParams } from "./require-token.ts";

interface JobParams extends ProjectParams {
  readonly jobId: string;
}

export function addJobRoutes(app: FastifyInstance, context: ServerContext): void {
  addRoutes<ProjectParams>(app, context, "/api/v2/jobs/:project/:token", {
    GET: {
      permission: "read",
      answer: ({ params, query }) => ({
        data: listJobs(context.library, params.project, decodeSince(query["since"])),
      }),
    },
    PATCH: {
      permission: "write",
      answer: ({ params, body }) => {
        const ids = changeJobs(context.library, params.project, decodeJobPatches(body));
        return { updated: ids.length, projectId: params.project, ids };
      },
    },
  });
  addRoutes<JobParams>(app, context, "/api/v2/jobs/:project/:jobId/:token", {
    GET: {
      permission: "read",
      answer: ({ params, query }) => {
        decodeSince(query["since"]);
        const job = findJob(context.library, params.project, params.jobId);
        if (!job) throw new ApiError(404, "There is no job of this id in the project.");
        return { data: job };
      },
    },
    PATCH: {
      permission: "write",
      answer: ({ params, body }) => {
        const ids = changeJobs(context.library, params.project, [decodeJobPatch(body, params.jobId)]);
        if (ids.length === 0) throw new ApiError(404, "There is no job of this id in the project.");
        return { updated: ids.length, projectId: params.project, ids };
      },
    },
  });
}
