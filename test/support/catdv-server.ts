// A CatDV server that is as strict as the real one is known to be, on a free port, with faults on demand.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Catalogues, type Fields, type Outcome } from "./catdv-catalogue.ts";
import { Seats } from "./catdv-seats.ts";
import { Uploads } from "./catdv-uploads.ts";
import { startServer } from "./net-server.ts";

type Fault =
  /** A page of the Java container. */
  | { readonly page: string; readonly status: number }
  | { readonly envelope: Fields }
  /** Takes effect, and the answer never comes. */
  | { readonly loseAnswer: true }
  | { readonly resetAfterBytes: number };

export interface CatdvServer {
  readonly api: string;
  readonly user: string;
  readonly password: string;
  readonly catalogue: string;
  readonly seats: Seats;
  readonly catalogues: Catalogues;
  readonly uploads: Uploads;
  /** `METHOD /path` of everything asked, below the version. */
  readonly requests: string[];
  /** Every session that a request came with. */
  readonly sessionsSeen: ReadonlySet<string>;
  /** No fault is met any more. */
  heal(): void;
  /** The next `times` requests whose `METHOD /path` matches meet the fault. */
  fail(match: RegExp, fault: Fault, times?: number): void;
  /** Told of each request, before it has an effect, and once it has had it and before it is answered. */
  observe(observer: (request: string, when: "before" | "after") => void): void;
}

export interface CatdvServerOptions {
  readonly apiVersion?: number;
  readonly seats?: number;
  readonly stores?: readonly Fields[];
  /** Names of user fields that may be edited: `Scene` is `dailies.scene`. */
  readonly fields?: readonly string[];
}

export async function startCatdvServer({
  apiVersion = 9,
  seats: most = 1,
  stores = [],
  fields = [],
}: CatdvServerOptions = {}): Promise<CatdvServer> {
  const catalogues = new Catalogues(apiVersion);
  catalogues.fieldDefinitions = fields.map((name) => ({
    identifier: `dailies.${name.toLowerCase()}`,
    name,
    isEditable: true,
  }));
  const uploads = new Uploads(catalogues);
  const seats = new Seats(new Map([["dit", PASSWORD]]), most);
  const faults: { match: RegExp; fault: Fault; left: number }[] = [];
  const observers: ((request: string, when: "before" | "after") => void)[] = [];
  const requests: string[] = [];
  const sessionsSeen = new Set<string>();
  const root = apiVersion >= 8 ? "/catdv/api" : "/api";

  const takeFault = (request: string, isMeant: (fault: Fault) => boolean): Fault | undefined => {
    const entry = faults.find(({ match, left, fault }) => left > 0 && isMeant(fault) && match.test(request));
    if (entry) entry.left -= 1;
    return entry?.fault;
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const method = incoming.method ?? "";
    const url = new URL(incoming.url ?? "", "http://catdv");
    const [path = "", pathSession] = url.pathname.split(";jsessionid=");
    const below = path.replace(new RegExp(`^${root}/\\d+`), "");
    const request = `${method} ${below}`;
    requests.push(request);
    for (const observer of observers) observer(request, "before");
    const fault = takeFault(request, (each) => !("loseAnswer" in each));
    const body = await readBody(
      incoming,
      fault && "resetAfterBytes" in fault ? fault.resetAfterBytes : Infinity,
    );
    // Half a piece of an upload is kept, half a JSON is nothing.
    if (!incoming.complete && !request.startsWith("PUT /uploads/")) return incoming.socket.destroy();
    if (fault && "page" in fault) return sendPage(response, fault.status, fault.page);
    if (fault && "envelope" in fault) return send(response, fault.envelope);

    const isInfo = path === `${root}/info`;
    if (!path.startsWith(`${root}/`)) return sendPage(response, 404, "/nowhere");
    if (!isInfo && !path.startsWith(`${root}/${apiVersion}/`))
      return sendPage(response, 404, "No such version");
    const session = pathSession ?? /JSESSIONID=([^;\s]+)/.exec(incoming.headers.cookie ?? "")?.[1];
    if (session !== undefined) sessionsSeen.add(session);
    const call: Call = { method, path: below, query: url.searchParams, body, session, response };
    const result = isInfo
      ? { status: "OK", data: { version: "CatDV Web Interface", apiVersion } }
      : route(call, incoming.headers["content-type"]);
    for (const observer of observers) observer(request, "after");
    if (fault || takeFault(request, (each) => "loseAnswer" in each)) incoming.socket.resetAndDestroy();
    else send(response, result);
  };

  const route = (call: Call, contentType: string | undefined): Fields => {
    const { method, path, query, body, session, response } = call;
    if (path === "/session/key") {
      const { id, key } = seats.begin();
      response.setHeader("set-cookie", `JSESSIONID=${id}; Path=/; HttpOnly`);
      return { status: "OK", data: { key } };
    }
    if (path === "/session" && method === "POST") return logIn(seats, session, parse(body));
    if (path === "/session" && method === "DELETE") {
      seats.end(session);
      return { status: "OK", data: null };
    }
    if (seats.userOf(session) === undefined)
      return { status: "AUTH", errorMessage: "Authentication required", data: null };
    const piece = /^\/uploads\/(\w+)$/.exec(path)?.[1];
    if (method === "PUT" && piece !== undefined)
      return contentType === "application/octet-stream"
        ? envelope(uploads.append(piece, body))
        : { status: "ERROR", errorMessage: "Not octets" };
    if (method !== "GET" && contentType !== "application/json")
      return { status: "ERROR", errorMessage: "Not JSON" };
    return envelope(answerData(method, path, query, body.length > 0 ? parse(body) : {}));
  };

  const answerData = (method: string, path: string, query: URLSearchParams, body: Fields): Outcome => {
    const id = Number(/\/(\d+)(?:\/|$)/.exec(path)?.[1]);
    switch (`${method} ${path.replace(/\/\d+/, "/N")}`) {
      case "GET /session":
        return { data: {} };
      case "GET /catalogs":
        return { data: catalogues.list };
      case "GET /fields":
        return {
          data: apiVersion >= 9 ? { items: catalogues.fieldDefinitions } : catalogues.fieldDefinitions,
        };
      case "GET /mediastores":
        return { data: stores };
      case "GET /clips":
        return catalogues.query(query);
      case "POST /clips":
        return catalogues.create(body);
      case "GET /clips/N":
        return catalogues.get(id);
      case "PUT /clips/N":
        return catalogues.change(id, body);
      case "POST /sourcemedia/N/thumbnails":
        return catalogues.addThumbnail(id, body);
      case "POST /uploads":
        return uploads.begin(body);
      default:
        return { status: "ERROR", message: `No such call: ${method} ${path}` };
    }
  };

  const origin = await startServer(answer);
  return {
    api: origin,
    user: "dit",
    password: PASSWORD,
    catalogue: "Northern Lights",
    seats,
    catalogues,
    uploads,
    requests,
    sessionsSeen,
    heal: () => void faults.splice(0),
    fail: (match, fault, times = 1) => faults.push({ match, fault, left: times }),
    observe: (observer) => observers.push(observer),
  };
}

const PASSWORD = "grüße (7)";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly session: string | undefined;
  readonly response: ServerResponse;
}

function logIn(seats: Seats, session: string | undefined, body: Fields): Fields {
  const outcome = seats.logIn(session, body);
  if (outcome === "OK") return { status: "OK", data: { jsessionid: session } };
  if (outcome === "WRONG") return { status: "ERROR", errorMessage: "Invalid user name or password" };
  return { status: "BUSY", errorMessage: "Web Client session limit reached (Maximum:1).", data: null };
}

function envelope(outcome: Outcome): Fields {
  if ("data" in outcome) return { status: "OK", data: outcome.data };
  return { status: outcome.status, errorMessage: outcome.message };
}

/** Whatever is wrong, the status is 200. */
function send(response: ServerResponse, body: Fields): void {
  response.writeHead(200, { "content-type": "application/json;charset=UTF-8" }).end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number, message: string): void {
  response
    .writeHead(status, { "content-type": "text/html;charset=utf-8" })
    .end(
      `<html><head><title>Error</title></head><body><p><b>message</b> <u>${message}</u></p></body></html>`,
    );
}

function parse(body: Buffer): Fields {
  return JSON.parse(body.toString("utf8")) as Fields;
}

/** What came, up to a limit or until the connection broke. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= limit) break;
    }
  } catch {
    // A break keeps what had come.
  }
  return Buffer.concat(chunks);
}
