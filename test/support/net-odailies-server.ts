// The documented o/DAILIES API and a storage behind signed URLs, each a real server of its own, with faults on demand.
import { createHash, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { startServer } from "./net-server.ts";

/** What a request meets instead of the answer it is due. */
type Fault =
  | {
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
      readonly early?: true;
    }
  | { readonly resetAfterBytes: number }
  | { readonly stopReadingAfterBytes: number }
  | { readonly neverAnswer: true }
  | { readonly addHeaders: Record<string, string> };

interface RecordedRequest {
  readonly method: string;
  /** As it came, still percent-encoded. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is told while a request comes in: each piece of its body, and, before it is answered, that it is complete. */
interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly bytes: number;
  readonly isComplete: boolean;
}

type Fields = Record<string, unknown>;
type Permission = "Read" | "Write" | "Upload";

export interface OdailiesServer {
  readonly api: string;
  readonly storage: string;
  readonly project: string;
  readonly token: string;
  /** What the server holds, by clip name, in v2's spelling. */
  readonly clips: Map<string, Fields>;
  /** Uploaded files by their decoded path. */
  readonly files: Map<string, { readonly bytes: number; readonly md5: string }>;
  /** Every upload that was completed, in order. */
  readonly stored: { readonly key: string; readonly md5: string }[];
  readonly apiRequests: RecordedRequest[];
  readonly storageRequests: RecordedRequest[];
  /** Clips that were PATCHed although they were not there. */
  readonly unknownPatched: string[];
  readonly permissions: Set<Permission>;
  readonly versions: Set<"v1" | "v2">;
  /** What a PATCH that holds such an entry is answered with, whole. */
  refuseEntry?: (entry: Fields) => { readonly status: number; readonly body: string } | undefined;
  /** The next `times` requests whose `METHOD /path` matches meet the fault. */
  fail(match: RegExp, fault: Fault, times?: number): void;
  /** No fault is met any more. */
  heal(): void;
  /** Told as bytes come in, and once a request has had its effect and its answer has not left yet. */
  observe(observer: (arrival: Arrival) => void): void;
}

export const PORTAL_PAGE = "<!DOCTYPE html><html><body>Welcome to Hotel Wi-Fi</body></html>";

const V2_KEYS =
  "name scene shot take description circled rating inPoint camera timecode fps date duration reelName libraryPath".split(
    " ",
  );
/** v1's spelling where it is not that of v2. */
const V1_SPELLING: Readonly<Record<string, string>> = {
  reelName: "reelname",
  libraryPath: "librarypath",
  whitePointKelvin: "whitepointkelvin",
  whitePointCcShift: "whitepointccshift",
  ndFilter: "ndfilter",
  focalLength: "focallength",
  focusDistance: "focusdistance",
  fileSize: "filesize",
};
const V2_OF_V1 = new Map(Object.entries(V1_SPELLING).map(([v2, v1]) => [v1, v2]));

export async function startOdailiesServer(project = "northern lights"): Promise<OdailiesServer> {
  const faults: { match: RegExp; fault: Fault; left: number }[] = [];
  const signatures = new Set<string>();
  const observers: ((arrival: Arrival) => void)[] = [];
  const apiRequests: RecordedRequest[] = [];
  const storageRequests: RecordedRequest[] = [];

  const meet =
    (record: RecordedRequest[], answer: (request: RecordedRequest, reply: Reply) => void) =>
    async (incoming: IncomingMessage, response: ServerResponse) => {
      const path = incoming.url ?? "";
      const method = incoming.method ?? "";
      const entry = faults.find(({ match, left }) => left > 0 && match.test(`${method} ${path}`));
      if (entry) entry.left -= 1;
      const fault: Fault | undefined = entry?.fault;
      const digest = createHash("md5");
      const recorded = { method, path, headers: incoming.headers, body: "" };
      record.push(recorded);
      const reply: Reply = {
        response,
        bytes: 0,
        md5: "",
        extra: fault && "addHeaders" in fault ? fault.addHeaders : {},
      };
      if (fault && "early" in fault) {
        response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
        return;
      }
      const limit =
        fault && "resetAfterBytes" in fault
          ? fault.resetAfterBytes
          : fault && "stopReadingAfterBytes" in fault
            ? fault.stopReadingAfterBytes
            : Number.POSITIVE_INFINITY;
      const tell = (isComplete: boolean) => {
        for (const observer of observers) observer({ method, path, bytes: reply.bytes, isComplete });
      };
      try {
        for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
          reply.bytes += chunk.byteLength;
          digest.update(chunk);
          tell(false);
          if (incoming.headers["content-type"] === "application/json") recorded.body += chunk.toString();
          if (reply.bytes >= limit) break;
        }
      } catch {
        return;
      }
      if (fault && "resetAfterBytes" in fault) incoming.socket.resetAndDestroy();
      else if (fault && ("stopReadingAfterBytes" in fault || "neverAnswer" in fault)) return;
      else if (fault && "status" in fault)
        response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      else {
        reply.md5 = digest.digest("hex");
        response.cork();
        answer(recorded, reply);
        tell(true);
        response.uncork();
      }
    };

  const api = await startServer((request, response) => {
    void meet(apiRequests, (recorded, reply) => answerApi(server, signatures, recorded, reply))(
      request,
      response,
    );
  });
  const storage = await startServer((request, response) => {
    void meet(storageRequests, (recorded, reply) => answerStorage(server, signatures, recorded, reply))(
      request,
      response,
    );
  });
  const server: OdailiesServer = {
    api,
    storage,
    project,
    token: "tok/en+5f1d7c",
    clips: new Map(),
    files: new Map(),
    stored: [],
    apiRequests,
    storageRequests,
    unknownPatched: [],
    permissions: new Set<Permission>(["Read", "Write", "Upload"]),
    versions: new Set(["v1", "v2"]),
    fail: (match, fault, times = 1) => faults.push({ match, fault, left: times }),
    heal: () => void faults.splice(0),
    observe: (observer) => observers.push(observer),
  };
  return server;
}

interface Reply {
  readonly response: ServerResponse;
  readonly extra: Record<string, string>;
  bytes: number;
  md5: string;
}

function answerApi(
  server: OdailiesServer,
  signatures: Set<string>,
  request: RecordedRequest,
  reply: Reply,
): void {
  const json = (status: number, body: unknown) =>
    reply.response
      .writeHead(status, { "content-type": "application/json", ...reply.extra })
      .end(JSON.stringify(body));
  const refuse = (status: number, message: string) => json(status, { error: { message } });

  const segments = request.path.split("/").map(decodeURIComponent);
  // One clip of v2: its name stands before the token.
  const single = segments[2] === "v2" && segments.length === 7 ? segments.splice(5, 1)[0] : undefined;
  const [, api, version, resource, project, token, ...rest] = segments;
  if (api !== "api" || (version !== "v1" && version !== "v2") || !server.versions.has(version)) {
    return void refuse(404, "Not found");
  }
  if (token !== server.token) return void refuse(401, `Invalid token ${token}`);
  if (project !== server.project) return void refuse(404, "Project not found");
  const needs: Permission = resource === "upload" ? "Upload" : request.method === "PATCH" ? "Write" : "Read";
  if (!server.permissions.has(needs)) return void refuse(403, "Insufficient permissions");

  if (resource === "upload" && version === "v1") {
    const signature = randomUUID();
    const path = `/bucket/${rest.map(encodeURIComponent).join("/")}`;
    signatures.add(`${path} ${signature}`);
    const url = `${server.storage}${path}?X-Goog-Expires=900&X-Goog-Signature=${signature}`;
    return void json(200, { url, expiresAt: new Date(Date.now() + 900_000).toISOString() });
  }
  if (resource !== "clips") return void refuse(404, "Not found");
  if (request.method === "GET") {
    if (single !== undefined) {
      const fields = server.clips.get(single);
      if (!fields) return void refuse(404, "No such clip");
      return void json(200, { data: { ...pick(fields, V2_KEYS), name: single } });
    }
    const clips = [...server.clips].sort(([a], [b]) => (a < b ? -1 : 1));
    if (version === "v2") {
      return void json(200, { data: clips.map(([name, fields]) => ({ ...pick(fields, V2_KEYS), name })) });
    }
    const message = Object.fromEntries(clips.map(([name, fields]) => [name, { name, ...toV1(fields) }]));
    return void json(200, { data: { message } });
  }
  const { data } = JSON.parse(request.body) as { data: (Fields & { name: string })[] };
  const problem = version === "v2" ? findV2Problem(data) : undefined;
  if (problem !== undefined) return void refuse(400, problem);
  for (const entry of data) {
    const refusal = server.refuseEntry?.(entry);
    if (refusal)
      return void reply.response
        .writeHead(refusal.status, { "content-type": "application/json" })
        .end(refusal.body);
  }
  const there = data.filter(({ name }) => server.clips.has(name));
  server.unknownPatched.push(...data.map(({ name }) => name).filter((name) => !server.clips.has(name)));
  for (const { name, ...fields } of there) {
    Object.assign(server.clips.get(name)!, version === "v2" ? fields : fromV1(fields));
  }
  const names = there.map(({ name }) => name);
  json(
    200,
    version === "v2" ? { updated: names.length, projectId: project, names } : { data: { message: "OK" } },
  );
}

function findV2Problem(data: readonly Fields[]): string | undefined {
  const names = data.map(({ name }) => name);
  if (new Set(names).size < names.length) return "Duplicate clip in request";
  for (const entry of data) {
    const unknown = Object.keys(entry).find((key) => !V2_KEYS.includes(key));
    if (unknown !== undefined) return `Unknown field ${unknown}`;
    if (Object.values(entry).some((value) => value === null || value === "")) return "Empty value";
    if (typeof entry["rating"] === "number" && entry["rating"] > 5)
      return `${String(entry["name"])}: rating is 0 to 5`;
  }
  return undefined;
}

function answerStorage(
  server: OdailiesServer,
  signatures: Set<string>,
  { path, headers, method }: RecordedRequest,
  { response, bytes, md5, extra }: Reply,
): void {
  const [pathname = "", query] = path.split("?");
  const signature = new URLSearchParams(query).get("X-Goog-Signature") ?? "";
  const refuse = (status: number, code: string) =>
    response
      .writeHead(status, { "content-type": "application/xml" })
      .end(`<?xml version='1.0'?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
  if (method !== "PUT" || !signatures.has(`${pathname} ${signature}`))
    return void refuse(403, "SignatureDoesNotMatch");
  if (headers["content-type"] !== "application/octet-stream")
    return void refuse(403, "SignatureDoesNotMatch");
  if (headers["content-length"] === undefined || headers.authorization !== undefined) {
    return void refuse(411, "MissingContentLength");
  }
  const key = decodeURIComponent(pathname.replace("/bucket/", ""));
  server.files.set(key, { bytes, md5 });
  server.stored.push({ key, md5 });
  const clip = /^_graded\/(.+)\.mp4$/.exec(key)?.[1];
  if (clip !== undefined && !server.clips.has(clip)) server.clips.set(clip, {});
  const hash = `crc32c=AAAAAA==, md5=${Buffer.from(md5, "hex").toString("base64")}`;
  response
    .writeHead(200, {
      "content-type": "text/html; charset=UTF-8",
      etag: `"${md5}"`,
      "x-goog-hash": hash,
      ...extra,
    })
    .end();
}

function pick(fields: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));
}

function toV1(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [V1_SPELLING[key] ?? key, value]));
}

function fromV1(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [V2_OF_V1.get(key) ?? key, value]));
}
