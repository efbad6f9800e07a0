// The gallery: pages and media, without a token, for this machine and for devices that have the key.
import type { FastifyInstance } from "fastify";
import { listProjects } from "../library/projects.ts";
import { parseStoragePath, placeOnDisk } from "../library/storage-path.ts";
import { findFile } from "../library/uploads.ts";
import { sendMedia } from "../send-media.ts";
import type { ServerContext } from "../server-context.ts";
import { renderClipPage } from "./clip-page.ts";
import { addFormRoutes } from "./form-routes.ts";
import { loadGalleryClips } from "./gallery-clip.ts";
import { renderListPage } from "./list-page.ts";
import { judgeAccess, mayChange, pair } from "./page-access.ts";
import { notFound } from "./page-refusal.ts";
import { PAGE_HEADERS, renderNotice } from "./page.ts";
import { sendPage, sendPageError } from "./send-page.ts";

interface ClipParams {
  readonly project: string;
  readonly clipName: string;
}

interface MediaParams {
  readonly project: string;
  readonly "*": string;
}

export function addGalleryRoutes(app: FastifyInstance, context: ServerContext): void {
  const { library } = context;
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(PAGE_HEADERS);
    const access = judgeAccess(context, request);
    if (access === "open") return undefined;
    if (access === "pair") return pair(context, request, reply);
    const text =
      "The gallery can be seen on the machine that serves it, under its local address, and on other devices by the whole address with the key in it that odailies serve prints.";
    return sendPage(reply.code(403), renderNotice("Not from here", text));
  });
  app.setErrorHandler((error, _request, reply) => sendPageError(context, error, reply));
  app.setNotFoundHandler(async () => {
    throw notFound();
  });
  app.register(async (scope) => addFormRoutes(scope, context));

  app.get("/", async (request, reply) => {
    const sections = listProjects(library).map((project) => ({
      project,
      clips: loadGalleryClips(library, project.id),
    }));
    return sendPage(reply, renderListPage(sections, mayChange(context, request)));
  });

  app.get<{ Params: ClipParams; Querystring: { source?: unknown } }>(
    "/clips/:project/:clipName",
    async (request, reply) => {
      const { project, clipName } = request.params;
      const clips = loadGalleryClips(library, project);
      const index = clips.findIndex((clip) => clip.name === clipName);
      const clip = clips[index];
      if (!clip) throw notFound();
      const source = request.query.source === "log" ? ("log" as const) : ("graded" as const);
      const page = {
        clip,
        source,
        mayChange: mayChange(context, request),
        previous: clips[index - 1],
        next: clips[index + 1],
      };
      return sendPage(reply, renderClipPage(page));
    },
  );

  app.get<{ Params: MediaParams }>("/media/:project/*", async (request, reply) => {
    const { project, "*": path } = request.params;
    const file = await findMedia(context, project, path);
    if (file !== undefined) return sendMedia(library, request, reply, file);
    // Browsers show a picture whatever its status: better a quiet one than the sign for a broken one.
    return path.endsWith(".jpg")
      ? reply.code(404).type("image/svg+xml").send(NO_PICTURE)
      : sendPageError(context, notFound(), reply);
  });
}

const NO_PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#1c1e20"/><path d="M72 33v24l20-12z" fill="#3a3d40"/></svg>';

/** Only what the database knows is served, whatever else may lie in the folder. */
async function findMedia(context: ServerContext, project: string, path: string): Promise<string | undefined> {
  const place = parseStoragePath(path);
  if ("problem" in place || place.role === "ale") return undefined;
  if (place.role === "thumbnail") return context.thumbnails.find(project, place.clipName);
  return findFile(context.library, project, place.path) && placeOnDisk(project, place.path);
}
