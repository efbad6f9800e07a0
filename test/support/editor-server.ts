// The documented backend of the HTML5 editor, strict where its reference is, with faults on demand.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { type EditorLibrary, editorError, extensionOf, listEntries, mediaEntry } from "./editor-library.ts";
import { listen } from "./net-server.ts";

/** What a request meets instead of the answer it is due. `after` has had its effect by then. */
type Fault =
  | { readonly status: number; readonly body?: string; readonly after?: true }
  | { readonly resetAfterBytes: number }
  | { readonly resetAfter: true };

export interface EditorServer extends EditorLibrary {
  readonly api: string;
  readonly token: string;
  readonly online: Set<string>;
  readonly users: Map<string, Record<string, unknown>>;
  /** `METHOD /path?query`, in the order in which they came. */
  readonly requests: string[];
  /** How often a socket has announced a user, and how often one has answered a ping. */
  announced: number;
  pongs: number;
  clockMs: number;
  /** Is a user who closes the socket unknown from then on? */
  forgets: boolean;
  quotaBytes: number;
  /** The most that is taken of each part, however large it is. */
  takesAtMost: number;
  /** Does an empty PUT with `bytes *\/<size>` tell what has arrived? */
  answersQuestions: boolean;
  /** Files that turn out not to be movies once they are there. */
  unsupported: RegExp;
  /** Does it never get done with what it has? */
  isBusy: boolean;
  fail(match: RegExp, fault: Fault, times?: number): void;
  /** No fault is met any more. */
  heal(): void;
  /** Told once a request has had its effect and its answer has not left yet, or, `before`, as it arrives. */
  observe(observer: (request: string) => void, when?: "before" | "after"): void;
  ping(): void;
  dropSockets(): void;
}

interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly owner: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  json(status: number, body: unknown, headers?: Record<string, string>): void;
}

const EXTENSIONS = new Set(["mp4", "mov", "mp3", "png", "m4a", "jpg", "mxf", "webm"]);
const DAY_MS = 24 * 3_600_000;
const NEXT = { convert: "prepare_thumbnails", prepare_thumbnails: "ready" } as const;

export async function startEditorServer(): Promise<EditorServer> {
  const faults: { match: RegExp; fault: Fault; left: number }[] = [];
  const observers: { readonly observer: (request: string) => void; readonly when: "before" | "after" }[] = [];
  const tell = (request: string, now: "before" | "after") => {
    for (const { observer, when } of observers) if (when === now) observer(request);
  };
  const http = createServer((incoming, response) => void meet(incoming, response));
  const sockets = new WebSocketServer({ server: http, path: "/websocket" });
  onTestFinished(() => sockets.close());
  sockets.on("connection", (socket) => {
    let token: string | undefined;
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type?: string; payload?: { authToken?: string } };
      if (message.type === "pong") server.pongs += 1;
      if (message.type !== "user_event" || !message.payload?.authToken) return;
      token = message.payload.authToken;
      server.online.add(token);
      server.announced += 1;
    });
    socket.on("close", () => {
      if (token !== undefined && server.forgets) server.online.delete(token);
    });
  });

  const meet = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = `${incoming.method} ${incoming.url}`;
    server.requests.push(request);
    tell(request, "before");
    const entry = faults.find(({ match, left }) => left > 0 && match.test(request));
    if (entry) entry.left -= 1;
    const fault = entry?.fault;
    const limit = fault && "resetAfterBytes" in fault ? fault.resetAfterBytes : Number.POSITIVE_INFINITY;
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size >= limit) break;
      }
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).subarray(0, limit);
    const json = (status: number, answer: unknown, headers: Record<string, string> = {}) => {
      tell(request, "after");
      if (fault && !("status" in fault)) return void incoming.socket.resetAndDestroy();
      const said = fault?.body ?? JSON.stringify(fault ? { message: "fault" } : answer);
      response
        .writeHead(fault?.status ?? status, { "content-type": "application/json", ...headers })
        .end(said);
    };
    if (fault && "status" in fault && !fault.after) return json(fault.status, {});
    const url = new URL(incoming.url ?? "", "http://editor");
    const isList = incoming.method === "GET" && url.pathname === "/api/mediafiles";
    const owner = (isList ? url.searchParams.get("auth_token") : incoming.headers.authorization) ?? "";
    answer(server, { method: incoming.method ?? "", url, owner, headers: incoming.headers, body, json });
  };

  const server: EditorServer = {
    api: await listen(http),
    token: "tok/en+5f1d7c",
    folders: new Map(),
    media: new Map(),
    online: new Set(),
    users: new Map(),
    requests: [],
    announced: 0,
    pongs: 0,
    clockMs: 0,
    forgets: true,
    quotaBytes: Number.POSITIVE_INFINITY,
    takesAtMost: Number.POSITIVE_INFINITY,
    answersQuestions: true,
    unsupported: /^$/,
    isBusy: false,
    fail: (match, fault, times = 1) => faults.push({ match, fault, left: times }),
    heal: () => void faults.splice(0),
    observe: (observer, when = "after") => observers.push({ observer, when }),
    ping: () => sockets.clients.forEach((socket) => socket.send(JSON.stringify({ type: "ping" }))),
    dropSockets: () => sockets.clients.forEach((socket) => socket.terminate()),
  };
  return server;
}

function answer(server: EditorServer, exchange: Exchange): void {
  const { method, url, owner, json } = exchange;
  const route = `${method} ${url.pathname}`;
  if (route === "GET /api/version") return json(200, { version: "1.0.2006.18" });
  if (method === "GET" && url.pathname.startsWith("/api/users/")) {
    const user = server.users.get(decodeURIComponent(url.pathname.split("/")[3] ?? ""));
    return user
      ? json(200, { name: user["name"], data: user["data"] })
      : json(404, { message: "No user found" });
  }
  if (!server.online.has(owner) && !server.users.has(owner)) return json(404, { message: "No user found" });
  if (route === "GET /api/mediafiles") {
    const listed = listEntries(server, owner, url.searchParams);
    return listed ? json(200, listed) : json(404, { message: "No folder found" });
  }
  if (route === "POST /api/upload/media") return beginUpload(server, exchange);
  if (route === "PUT /api/upload/media") return takePart(server, exchange);
  if (route === "POST /api/folders") return makeFolder(server, exchange);
  const id = url.searchParams.get("id") ?? decodeURIComponent(url.pathname.split("/")[3] ?? "");
  const media = server.media.get(id);
  if (media?.owner !== owner) return json(404, { error: editorError("not_found") });
  if (route === "GET /api/mediafile/status") {
    const { status, progress, error } = mediaEntry(media);
    json(200, { status, progress, ...(error === undefined ? {} : { error }) });
    if (server.unsupported.test(media.name)) media.error = editorError("unsupported_media");
    else if (status !== "upload" && status !== "ready" && !server.isBusy)
      media.status = NEXT[status as keyof typeof NEXT];
    return;
  }
  if (method === "GET" && url.pathname.startsWith("/api/mediafiles/")) return json(200, mediaEntry(media));
  if (method === "DELETE" && url.pathname.startsWith("/api/mediafiles/")) {
    if (media.isUsedInProject && url.searchParams.get("force") !== "1")
      return json(200, { error: editorError("used_in_projects") });
    server.media.delete(id);
    return json(200, {});
  }
  json(404, { message: "Not found" });
}

function makeFolder(server: EditorServer, { owner, body, json }: Exchange): void {
  const { name, folder } = JSON.parse(body.toString()) as Record<string, unknown> & { folder?: string };
  const isThere = folder === undefined || server.folders.get(folder)?.owner === owner;
  if (typeof name !== "string" || name === "" || !isThere)
    return json(400, { message: "A folder needs a name, and a folder that is there" });
  const made = { id: randomUUID(), name, owner, parent: folder };
  server.folders.set(made.id, made);
  json(200, { id: made.id });
}

function beginUpload(server: EditorServer, { owner, body, json }: Exchange): void {
  const { size, name, folder } = JSON.parse(body.toString()) as Record<string, unknown> & { folder?: string };
  if (typeof size !== "number" || size < 1 || typeof name !== "string" || name === "")
    return json(400, { message: "size and name are needed" });
  if (folder !== undefined && server.folders.get(folder)?.owner !== owner)
    return json(400, { message: "No folder found" });
  const held = [...server.media.values()].filter((file) => file.owner === owner);
  if (held.reduce((sum, file) => sum + file.size, size) > server.quotaBytes) return json(507, {});
  if (!EXTENSIONS.has(extensionOf(name))) return json(514, {});
  const id = randomUUID();
  const begun = { begunMs: server.clockMs, pieces: [], received: 0, status: "upload" as const };
  server.media.set(id, { id, name, owner, size, folder, ...begun });
  json(200, { id });
}

function takePart(server: EditorServer, { url, owner, headers, body, json }: Exchange): void {
  const media = server.media.get(url.searchParams.get("id") ?? "");
  const isOver = media?.status !== "upload" || server.clockMs - media.begunMs > DAY_MS;
  if (isOver || media.owner !== owner) return json(404, { message: "No upload session found" });
  const held = () => (media.received === 0 ? undefined : { range: `bytes=0-${media.received - 1}` });
  if (headers["content-range"] === `bytes */${media.size}` && server.answersQuestions)
    return json(206, {}, held());
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers["content-range"] ?? "");
  const [start, end, total] = (range ?? []).slice(1).map(Number);
  const isSound =
    headers["content-type"] === "application/octet-stream" &&
    Number(headers["content-length"]) === (end ?? 0) - (start ?? 0) + 1 &&
    total === media.size &&
    (end ?? total) < total;
  if (start === undefined || !isSound || start > media.received)
    return json(400, { message: "Content-Range does not fit" });
  // What has come already is not taken again: the answer says where to go on.
  if (start === media.received) {
    const taken = body.subarray(0, server.takesAtMost);
    media.pieces.push(taken);
    media.received += taken.byteLength;
  }
  if (media.received < media.size) return json(206, {}, held());
  media.status = "convert";
  json(200, {});
}
