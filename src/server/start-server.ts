// Starts the embedded o/DAILIES-compatible server on a library folder.
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import staticFiles from "@fastify/static";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { OdailiesError } from "../domain/errors.ts";
import { addApiRoutes } from "./api/api-routes.ts";
import { createBodyQueue, MAX_BODY_BYTES } from "./api/admit-body.ts";
import { apiErrorBody } from "./api/api-error.ts";
import {
  type EditorAddresses,
  editorAddresses,
  EDITOR_PREFIX,
  type EditorOptions,
} from "./editor/editor-options.ts";
import { addEditorRoutes } from "./editor/editor-routes.ts";
import { addGalleryRoutes } from "./gallery/gallery-routes.ts";
import { dropWaiting } from "./library/clips.ts";
import { pageKeyOf, reachableHosts } from "./gallery/page-access.ts";
import { addJob, type JobFields, type StoredJob } from "./library/jobs.ts";
import { keepToken, type KeptToken } from "./library/kept-token.ts";
import { openLibrary } from "./library/open-library.ts";
import { ensureProject, listProjects, type ProjectSummary } from "./library/projects.ts";
import { addToken, listTokens, removeToken, type TokenRequest, type TokenSummary } from "./library/tokens.ts";
import { dropEndedToken, shareToken } from "./library/shared-token.ts";
import { HOLDER_BEAT_MS, keepHolding, newHolder, releaseTokens } from "./library/token-holders.ts";
import { hostInUrl, loopbackHostsOf } from "./origin.ts";
import type { ReadAle, ReadMedia, ServerContext } from "./server-context.ts";
import type { EmitServerEvent } from "./server-event.ts";
import { addStorageRoutes } from "./storage/storage-routes.ts";
import { sweepIncoming } from "./sweep-incoming.ts";
import { type MakeThumbnail, startThumbnails } from "./thumbnails.ts";
import { startUploadJobs } from "./upload-jobs.ts";

export interface ServerOptions {
  /** Made where it is missing. Several servers may share one. */
  readonly libraryFolder: string;
  /** Address to listen on; only this machine when left out. */
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Without it, only uploaded thumbnails are shown. */
  readonly makeThumbnail?: MakeThumbnail;
  /** Without it, an uploaded ALE is told as a warning and dropped. */
  readonly readAle?: ReadAle;
  /** Without it, clips have no duration until a client sends one. */
  readonly readMedia?: ReadMedia;
  /** Without it, it is no media source of the HTML5 editor. */
  readonly editor?: EditorOptions | undefined;
  readonly clock?: () => Date;
  readonly onEvent?: EmitServerEvent;
  /** How long a connection may be silent in both directions; default 5 min. */
  readonly idleMs?: number;
  /** How long a client has to send its own thumbnail before one is made; default 3 s. */
  readonly thumbnailDelayMs?: number;
}

export interface RunningServer {
  /** E.g. `http://127.0.0.1:4180`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Addresses of the page for other devices, each with the key that opens it; none where they cannot reach the server. */
  readonly pagesForOthers: readonly string[];
  /** What the HTML5 editor has to be told; undefined where the server is none of its media sources. */
  readonly editor: EditorAddresses | undefined;
  /**
   * The new token in plain; it is shown only here. A token for one project makes the project. With `untilClose`
   * it ends with this server. Throws `usage` for a malformed project id.
   */
  createToken(request: TokenRequest & { readonly untilClose?: boolean }): string;
  /**
   * The token that all servers of this library have in common, kept in `file`: valid as long as one of those that share
   * it runs, and no longer. The first one makes it as `request` says; the file goes with it.
   */
  shareToken(file: string, request: TokenRequest): string;
  /** The token that was kept for the same request before, else a new one; valid until it is revoked. */
  keepToken(request: TokenRequest): KeptToken;
  listTokens(): readonly TokenSummary[];
  /** False when there is none with this id. */
  revokeToken(id: number): boolean;
  listProjects(): readonly ProjectSummary[];
  /** The API only reads and patches jobs; this is how one comes to be. */
  createJob(project: string, fields: JobFields): StoredJob;
  /** Cuts uploads under way (they leave nothing), ends with the thumbnail being made, closes the library. */
  close(): Promise<void>;
}

/**
 * V8 counts received bytes as heap until they are collected. With its own limit it looks through the whole heap for
 * every ten megabytes that arrive, which takes as long as all that the server does with them.
 */
const ROOM_FOR_UPLOADS = "--heap-growing-percent=200";

/** Longer than any answer takes, an upload of the largest file that is looked into at its end among them. */
const IDLE_MS = 5 * 60_000;
const HEADERS_MS = 30_000;
/** A set has a few dozen devices, with a few connections each. */
const MOST_CONNECTIONS = 1000;

/** Values whose clip has not come by then belong to no clip that will. */
const FORGET_WAITING_MS = 60 * 24 * 60 * 60_000;

/** Throws `config_invalid` when the library cannot be opened or the address is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  setFlagsFromString(ROOM_FOR_UPLOADS);
  const emit = options.onEvent ?? (() => {});
  const clock = options.clock ?? (() => new Date());
  const library = openLibrary(options.libraryFolder);
  const { makeThumbnail } = options;
  const thumbnails = startThumbnails({
    library,
    makeThumbnail,
    emit,
    delayMs: options.thumbnailDelayMs ?? 3000,
  });
  const jobs = startUploadJobs(library, clock);
  const host = options.host ?? "127.0.0.1";
  const context: ServerContext = {
    host,
    port: 0,
    library,
    thumbnails,
    jobs,
    readAle: options.readAle,
    readMedia: options.readMedia,
    clock,
    emit,
    loopbackHosts: new Set(),
    bodies: createBodyQueue(),
    receiving: new Set(),
  };
  const holder = newHolder();
  const sharedTokens: string[] = [];
  const heart = setInterval(() => keepHolding(library, holder), HOLDER_BEAT_MS);
  heart.unref();
  const app = buildApp(context, options);
  const close = async () => {
    await app.close();
    await Promise.allSettled(context.receiving);
    await thumbnails.close();
    jobs.close();
    clearInterval(heart);
    try {
      releaseTokens(library, holder);
      for (const file of sharedTokens) dropEndedToken(library, file);
    } finally {
      library.close();
    }
  };

  let port: number;
  try {
    dropWaiting(library, new Date(clock().getTime() - FORGET_WAITING_MS));
    await sweepIncoming(library);
    port = await listen(app, host, options.port ?? 0);
  } catch (error) {
    await close();
    throw error;
  }
  context.port = port;
  for (const name of loopbackHostsOf(port)) context.loopbackHosts.add(name);

  let closing: Promise<void> | undefined;
  const url = `http://${hostInUrl(host)}:${port}`;
  return {
    url,
    port,
    editor: options.editor && editorAddresses(options.editor.url ?? url),
    pagesForOthers: reachableHosts(host).map((name) => `http://${name}:${port}/?key=${pageKeyOf(library)}`),
    createToken: ({ untilClose, ...request }) => {
      if (request.project !== undefined) ensureProject(library, request.project, clock());
      return addToken(library, request, clock(), untilClose ? holder : undefined);
    },
    shareToken: (file, request) => {
      sharedTokens.push(file);
      return shareToken(library, holder, { file, request, now: clock() });
    },
    keepToken: (request) => keepToken(library, request, clock()),
    listTokens: () => listTokens(library),
    revokeToken: (id) => removeToken(library, id),
    listProjects: () => listProjects(library),
    createJob: (project, fields) => {
      ensureProject(library, project, clock());
      return addJob(library, project, fields, clock());
    },
    close: () => (closing ??= close()),
  };
}

function buildApp(
  context: ServerContext,
  options: Pick<ServerOptions, "idleMs" | "editor">,
): FastifyInstance {
  const badRequest = apiErrorBody("The request is malformed.");
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    connectionTimeout: options.idleMs ?? IDLE_MS,
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: options.idleMs ?? HEADERS_MS },
    // A clip's name may be 255 bytes, each percent-encoded.
    routerOptions: { maxParamLength: 4096 },
    // The framework's own answers quote the URL, and with it the token.
    frameworkErrors: (_error, _request, reply) => {
      void (reply as FastifyReply).code(400).send(badRequest);
    },
    clientErrorHandler: (_error, socket) => {
      const body = JSON.stringify(badRequest);
      if (!socket.writable) return;
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  app.register(staticFiles, { root: context.library.folder, serve: false, cacheControl: false });
  app.register(async (scope) => addApiRoutes(scope, context));
  app.register(async (scope) => addStorageRoutes(scope, context));
  app.register(async (scope) => addGalleryRoutes(scope, context));
  const { editor } = options;
  if (editor)
    app.register(async (scope) => addEditorRoutes(scope, context, editor), { prefix: EDITOR_PREFIX });
  return app;
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: unknown };
    const reason = code === "EADDRINUSE" ? "another program listens there" : String(code ?? error);
    throw new OdailiesError("config_invalid", `The server cannot listen on ${host}:${port}: ${reason}.`, {
      hint: "Choose another port or address, or stop the other program.",
      cause: error,
    });
  }
  return (app.server.address() as AddressInfo).port;
}
