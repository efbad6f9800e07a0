// A strict Zou behind nginx, as a real server: every route that dailies need, every trap that is known, faults on demand.
import type { IncomingMessage, ServerResponse } from "node:http";
import { refuse, Refusal } from "./kitsu-answer.ts";
import { catalogueRoutes, type Memo } from "./kitsu-catalogue.ts";
import { createTokens, logIn, type Tokens } from "./kitsu-login.ts";
import { REVIEW_ROUTES } from "./kitsu-reviews.ts";
import { type Answer, bodyOf, type Route, type RouteCall, type UploadedPart } from "./kitsu-route.ts";
import { fillRows, newRows } from "./kitsu-rows.ts";
import type { KitsuRows, KitsuSwitches, PersonRow, PreviewRow, ProjectRow } from "./kitsu-rows.ts";
import { UPLOAD_ROUTES } from "./kitsu-uploads.ts";
import { startServer } from "./net-server.ts";

/** What a request meets instead of the answer it is due; with `afterEffect` the server has done its work before. */
type Fault =
  | {
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
      readonly afterEffect?: true;
    }
  | { readonly resetAfterBytes: number }
  | { readonly resetAfterEffect: true };

interface RecordedRequest {
  readonly method: string;
  /** Below `/api`, with its query. */
  readonly path: string;
  /** What was sent as JSON. */
  readonly body: unknown;
  readonly authorization: string | undefined;
}

type Observer = (moment: "before" | "after", request: RecordedRequest) => "lose" | undefined;

export interface KitsuServer extends KitsuRows {
  /** The origin; the API is below `/api`, everything else is Kitsu's own page. */
  readonly url: string;
  readonly project: ProjectRow;
  /** In the project's team, as a manager. */
  readonly bot: PersonRow;
  readonly botToken: string;
  readonly switches: KitsuSwitches;
  readonly tokens: Tokens;
  readonly requests: RecordedRequest[];
  /** Requests that changed something, or tried to: `METHOD /path`. */
  readonly writes: () => readonly string[];
  /** The next `times` requests whose `METHOD /path` matches meet the fault. */
  fail(match: RegExp, fault: Fault, times?: number): void;
  /** No fault is met any more. */
  heal(): void;
  /**
   * Told when a request is about to be worked on, and when it has had its effect and its answer has not left yet. A
   * request is lost on the way where `before` is answered with `lose`.
   */
  observe(observer: Observer): void;
  /** In queue mode: what became of a preview. */
  finish(preview: PreviewRow, status: "ready" | "broken"): void;
}

const PREFIX = "/api";
const KITSU_PAGE = "<!DOCTYPE html><html><head><title>Kitsu</title></head><body></body></html>";
const NGINX_413 =
  "<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 Request Entity Too Large</h1></center><hr><center>nginx</center></body></html>";
const TOO_LARGE = "The data value transmitted exceeds the capacity limit.";

export async function startKitsuServer(): Promise<KitsuServer> {
  const rows = newRows();
  const { project, bot } = fillRows(rows);
  const switches: KitsuSwitches = {
    ...{ isOld: false, hasQueue: false, needsMovies: false, largestUpload: undefined, enforces2fa: false },
  };
  const tokens = createTokens(rows, switches);
  const memo: Memo = new Map();
  const routes = [...catalogueRoutes(memo), ...REVIEW_ROUTES, ...UPLOAD_ROUTES];
  const faults: { match: RegExp; fault: Fault; left: number }[] = [];
  const observers: Observer[] = [];
  const requests: RecordedRequest[] = [];

  const answer = async (request: RecordedRequest, parts: readonly UploadedPart[]): Promise<Answer> => {
    const { method, authorization } = request;
    const { pathname: spelled, searchParams: query } = new URL(request.path, "http://zou");
    const pathname = spelled.length > 1 ? spelled.replace(/\/$/, "") : spelled;
    const open = answerOpenly(method, pathname, request, { rows, switches, tokens });
    if (open) return open;
    const person = tokens.requirePerson(
      authorization,
      pathname === "/auth/refresh-token" ? "refresh" : undefined,
    );
    if (`${method} ${pathname}` === "GET /auth/refresh-token")
      return { status: 200, body: { access_token: tokens.issue(person, "access") } };
    const fitting = routes.filter(([, pattern]) => pattern.test(pathname));
    const route = fitting.find(([verb]) => verb === method);
    if (!route && fitting.length > 0)
      throw refuse(switches, 405, "405 Method Not Allowed: The method is not allowed for the requested URL.");
    if (!route) throw refuse(switches, 404, "404 Not Found: The requested URL was not found on the server.");
    const params = route[1].exec(pathname)?.slice(1) ?? [];
    return answerRoute(route, { rows, switches, person, params, query, body: request.body, parts });
  };

  const url = await startServer(async (incoming, response) => {
    const spelled = incoming.url ?? "";
    if (!spelled.startsWith(PREFIX))
      return void response.writeHead(200, { "content-type": "text/html" }).end(KITSU_PAGE);
    const method = incoming.method ?? "";
    const below = spelled.slice(PREFIX.length) || "/";
    const entry = faults.find(({ match, left }) => left > 0 && match.test(`${method} ${below}`));
    if (entry) entry.left -= 1;
    const bytes = await readBody(incoming, entry?.fault);
    if (bytes === undefined) return undefined;
    const type = incoming.headers["content-type"] ?? "";
    const request: RecordedRequest = {
      ...{ method, path: below, authorization: incoming.headers.authorization },
      body:
        type.startsWith("application/json") && bytes.length > 0
          ? (JSON.parse(bytes.toString()) as unknown)
          : undefined,
    };
    requests.push(request);
    if (observers.map((observer) => observer("before", request)).includes("lose")) {
      incoming.socket.resetAndDestroy();
      return undefined;
    }
    const due = await settle(entry?.fault, () => {
      const { largestUpload } = switches;
      if (largestUpload && bytes.length > largestUpload.bytes) throw tooLarge(largestUpload.by, switches);
      return answer(request, type.startsWith("multipart/form-data") ? readParts(bytes, type) : []);
    });
    response.cork();
    for (const observer of observers) observer("after", request);
    if (entry && "resetAfterEffect" in entry.fault) incoming.socket.resetAndDestroy();
    else reply(response, due);
    response.uncork();
    return undefined;
  });

  return {
    ...rows,
    ...{ url, project, bot, switches, tokens, requests },
    botToken: tokens.issue(bot, "bot"),
    writes: () =>
      requests.filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`),
    fail: (match, fault, times = 1) => faults.push({ match, fault, left: times }),
    heal: () => void faults.splice(0),
    observe: (observer) => observers.push(observer),
    finish: (preview, status) => {
      preview.status = status;
      preview.file_size = rows.movies.get(preview.id)?.bytes ?? 0;
    },
  };
}

interface Access {
  readonly rows: KitsuRows;
  readonly switches: KitsuSwitches;
  readonly tokens: Tokens;
}

/** Routes that ask for no token. */
function answerOpenly(
  method: string,
  pathname: string,
  { body }: RecordedRequest,
  { rows, switches, tokens }: Access,
): Answer | undefined {
  switch (`${method} ${pathname}`) {
    case "GET /":
      return { status: 200, body: { api: "Zou", version: switches.isOld ? "0.16.4" : "1.0.67" } };
    case "GET /auth/email-otp":
      return { status: 200, body: { success: true } };
    case "POST /auth/login":
      return { status: 200, body: logIn(rows, switches, tokens, (body ?? {}) as Record<string, unknown>) };
    default:
      return undefined;
  }
}

function answerRoute([, , answer]: Route, call: RouteCall): Answer | Promise<Answer> {
  if (call.body !== undefined && !Array.isArray(call.body)) bodyOf(call);
  return answer(call);
}

interface Page {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

async function settle(fault: Fault | undefined, work: () => Promise<Answer>): Promise<Page> {
  if (fault && "status" in fault) {
    if (fault.afterEffect) await work();
    return { status: fault.status, headers: fault.headers ?? {}, text: fault.body ?? "" };
  }
  const headers = { "content-type": "application/json" };
  try {
    const { status, body } = await work();
    return { status, headers, text: body === undefined ? "" : JSON.stringify(body) };
  } catch (error) {
    if (error instanceof PageRefusal)
      return { status: 413, headers: { "content-type": "text/html" }, text: error.message };
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, headers, text: JSON.stringify(error.body) };
  }
}

class PageRefusal extends Error {}

function tooLarge(by: "zou" | "nginx", switches: KitsuSwitches): Error {
  return by === "nginx" ? new PageRefusal(NGINX_413) : refuse(switches, 413, TOO_LARGE);
}

function reply(response: ServerResponse, { status, headers, text }: Page): void {
  response.writeHead(status, headers).end(text);
}

/** Undefined where the connection went, or was cut on purpose. */
async function readBody(incoming: IncomingMessage, fault: Fault | undefined): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (fault && "resetAfterBytes" in fault && size >= fault.resetAfterBytes) {
        incoming.socket.resetAndDestroy();
        return undefined;
      }
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

/** RFC 7578, as far as clients write it. */
function readParts(body: Buffer, type: string): readonly UploadedPart[] {
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) return [];
  const parts: UploadedPart[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let start = body.indexOf(mark);
  while (start !== -1) {
    const next = body.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), start + mark.length);
    const head = body.indexOf("\r\n\r\n", start);
    if (next === -1 || head === -1 || head > next) break;
    const disposition = body.subarray(start, head).toString();
    parts.push({
      field: / name="([^"]*)"/.exec(disposition)?.[1] ?? "",
      fileName: /filename="([^"]*)"/.exec(disposition)?.[1],
      bytes: body.subarray(head + 4, next),
    });
    start = next + 2;
  }
  return parts;
}
