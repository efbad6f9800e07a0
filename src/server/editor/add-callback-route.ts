// callBackUrl: takes the editor's events, once their token is known, and tells of them.
import type { FastifyInstance } from "fastify";
import { admitBody } from "../api/admit-body.ts";
import { ApiError } from "../api/api-error.ts";
import type { ServerContext } from "../server-context.ts";
import { requireEditorToken } from "./editor-token.ts";
import { readCallback } from "./read-callback.ts";
import { takeOnly } from "./take-only.ts";

export function addCallbackRoute(app: FastifyInstance, context: ServerContext): void {
  app.route({
    method: "POST",
    url: "/callback",
    onRequest: [
      async ({ headers }) => {
        if (!headers.authorization)
          throw new ApiError(401, "An event needs the id of the editor's session in Authorization.");
      },
      admitBody(context),
    ],
    handler: async (request) => {
      const { type, apiAuthToken, editorProject, error } = readCallback(request.body);
      const { project } = requireEditorToken(context.library, apiAuthToken);
      if (type) context.emit({ type: "editor-event", what: type, project, editorProject, error });
      return {};
    },
  });
  takeOnly(app, "/callback", ["POST"]);
}
