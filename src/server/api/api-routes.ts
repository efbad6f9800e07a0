// The API under /api: v1 and v2 with their error shape, no CORS, JSON only.
import type { FastifyInstance } from "fastify";
import { hasForeignOrigin } from "../origin.ts";
import type { ServerContext } from "../server-context.ts";
import { refuseOtherMethods } from "./add-routes.ts";
import { MAX_BODY_BYTES } from "./admit-body.ts";
import { ApiError, malformedUrl, sendApiError } from "./api-error.ts";
import { addV1ClipRoutes, addV2ClipRoutes } from "./clip-routes.ts";
import { addJobRoutes } from "./job-routes.ts";
import { parseJson } from "./parse-json.ts";
import { addUploadRoutes } from "./upload-routes.ts";

export function addApiRoutes(app: FastifyInstance, context: ServerContext): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: "buffer", bodyLimit: MAX_BODY_BYTES } as const;
  app.addContentTypeParser("application/json", options, async (_request: unknown, body: Buffer) =>
    parseJson(body),
  );
  app.addHook("onRequest", async (request, reply) => {
    reply.header("Cache-Control", "no-store");
    if (hasForeignOrigin(context, request)) {
      throw new ApiError(403, "Pages of other sites may not call this server.");
    }
  });
  app.setErrorHandler((error, request, reply) => sendApiError(context, error, request, reply));
  refuseOtherMethods(app, "/api/*", [], () => {
    throw new ApiError(404, "There is nothing at this address of the API.");
  });
  for (const url of ["/api", "/api/v1", "/api/v2", "/api/v2/clips*", "/api/v2/jobs*", "/api/v2/upload*"]) {
    refuseOtherMethods(app, url, [], () => {
      throw malformedUrl();
    });
  }
  addV1ClipRoutes(app, context);
  addUploadRoutes(app, context, "v1");
  addV2ClipRoutes(app, context);
  addUploadRoutes(app, context, "v2");
  addJobRoutes(app, context);
}
