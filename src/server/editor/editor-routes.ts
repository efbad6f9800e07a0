// The HTML5 editor's custom media source, after the editor's published API: files, list, thumbnails, bytes, events.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MAX_BODY_BYTES } from "../api/admit-body.ts";
import { ApiError, apiErrorBody, sendApiError } from "../api/api-error.ts";
import { parseJson } from "../api/parse-json.ts";
import type { ServerContext } from "../server-context.ts";
import { addCallbackRoute } from "./add-callback-route.ts";
import { addFileRoutes } from "./add-file-routes.ts";
import { addPlayRoute } from "./add-play-route.ts";
import { admitOrigin } from "./admit-origin.ts";
import { openEditorMedia } from "./editor-media.ts";
import type { EditorOptions } from "./editor-options.ts";

/** To be registered below `EDITOR_PREFIX`. */
export function addEditorRoutes(app: FastifyInstance, context: ServerContext, options: EditorOptions): void {
  const media = openEditorMedia(context, options);
  app.addHook("onClose", () => media.close());
  app.removeAllContentTypeParsers();
  const parser = { parseAs: "buffer", bodyLimit: MAX_BODY_BYTES } as const;
  // Events are JSON, whatever they are sent as.
  app.addContentTypeParser("*", parser, async (_request: unknown, body: Buffer) => parseJson(body));
  app.addHook("onRequest", admitOrigin(options.origins));
  app.setErrorHandler((error, request, reply) => sendEditorError(context, error, request, reply));
  app.setNotFoundHandler(async () => {
    throw new ApiError(404, "There is nothing at this address.");
  });
  addFileRoutes(app, context, { media, url: options.url });
  addPlayRoute(app, context);
  addCallbackRoute(app, context);
}

/** What the file sender throws carries `Content-Range`. */
function sendEditorError(
  context: ServerContext,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode, headers } = error as { statusCode?: number; headers?: Record<string, string> };
  if (statusCode !== 416) return sendApiError(context, error, request, reply);
  return reply
    .code(416)
    .headers(headers ?? {})
    .send(apiErrorBody("The file has no such bytes."));
}
