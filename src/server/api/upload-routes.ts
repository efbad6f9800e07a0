// GET /upload/…: a URL that takes one file for 15 minutes. The same in v1 and v2.
import type { FastifyInstance } from "fastify";
import { parseStoragePath } from "../library/storage-path.ts";
import { findNameTwin } from "../library/uploads.ts";
import { calledOrigin } from "../origin.ts";
import type { ServerContext } from "../server-context.ts";
import { signUpload } from "../storage/signed-url.ts";
import { addRoutes } from "./add-routes.ts";
import { ApiError } from "./api-error.ts";
import type { ProjectParams } from "./require-token.ts";

interface UploadParams extends ProjectParams {
  /** May hold slashes; the router has percent-decoded it once. */
  readonly "*": string;
}

export function addUploadRoutes(app: FastifyInstance, context: ServerContext, version: "v1" | "v2"): void {
  addRoutes<UploadParams>(app, context, `/api/${version}/upload/:project/:token/*`, {
    GET: {
      permission: "upload",
      answer: ({ params, request }) => {
        const place = parseStoragePath(params["*"]);
        if ("problem" in place) throw new ApiError(400, place.problem);
        const twin = findNameTwin(context.library, params.project, place.clipName);
        if (twin !== undefined) {
          const message = `A clip "${twin}" is already there, which differs only in upper and lower case.`;
          throw new ApiError(400, message);
        }
        const signed = signUpload(context.library.signingSecret, params.project, place.path, context.clock());
        const origin = calledOrigin(request, request.socket.localPort ?? 0);
        return { url: `${origin}${signed.pathAndQuery}`, expiresAt: signed.expiresAt };
      },
    },
  });
}
