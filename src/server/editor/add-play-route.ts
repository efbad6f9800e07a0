// The bytes behind previewUrl: the graded file, in parts where the player asks for parts.
import type { FastifyInstance } from "fastify";
import { ApiError } from "../api/api-error.ts";
import { parseStoragePath, placeOnDisk } from "../library/storage-path.ts";
import { findFile } from "../library/uploads.ts";
import { sendMedia } from "../send-media.ts";
import type { ServerContext } from "../server-context.ts";
import { isPlayAddress } from "./play-address.ts";
import { takeOnly } from "./take-only.ts";

const PATH = "/play/:project/*";

export function addPlayRoute(app: FastifyInstance, { library, clock }: ServerContext): void {
  app.get<{ Params: { readonly project: string; readonly "*": string } }>(PATH, async (request, reply) => {
    const { project, "*": path } = request.params;
    const place = parseStoragePath(path);
    const query = request.query as Readonly<Record<string, unknown>>;
    if ("problem" in place || !isPlayAddress(library, { project, path: place.path }, query, clock()))
      throw new ApiError(403, "This address was not given out here, or it has ended.");
    if (!findFile(library, project, place.path)) throw new ApiError(404, "There is no such file any more.");
    reply.header("Cache-Control", "private, no-cache");
    return sendMedia(library, request, reply, placeOnDisk(project, place.path));
  });
  takeOnly(app, PATH, ["GET", "HEAD"]);
}
