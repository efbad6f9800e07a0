// Stands between the program and its server, and does to a call what a bad network does to it.
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { request as forwardRequest } from "undici";
import { onTestFinished } from "vitest";
import type { OdailiesServer } from "../../support/net-odailies-server.ts";

/** A call that has come, and everything that may be done to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly isUpload: boolean;
  /** The whole body; what the program sends, before it is known what becomes of it. */
  read(): Promise<Buffer>;
  /** What the server behind answers, for the same body or another one. */
  forward(body: Buffer): Promise<Answer>;
  give(answer: Answer): void;
  /** The connection is gone, without a goodbye. */
  reset(): void;
  /** Nobody listens any more for so long. */
  refuseFor(ms: number): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Fault = (exchange: Exchange) => void | Promise<void>;

/** A call of the program: which one of those that look alike is told by `isDue`. */
export interface Call {
  readonly name: string;
  readonly match: RegExp;
  readonly isDue?: (server: OdailiesServer) => boolean;
}

export interface FaultProxy {
  readonly api: string;
  readonly storage: string;
  /** Every call that came, as `METHOD path`. */
  readonly calls: string[];
  /** By call name: how often it met its fault. */
  readonly met: Map<string, number>;
  /** The signatures of every URL that was handed out. */
  readonly signatures: Set<string>;
  /** How often the store kept each key. */
  readonly stored: Map<string, number>;
  /** The call meets the fault, so many times. */
  fail(call: Call, fault: Fault, times?: number): void;
  /** From now on nothing fails any more. */
  mend(): void;
}

export interface FaultProxyOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** How the program spells the host, where that is another name; the port is added. */
  readonly nameOf?: (what: "api" | "storage", port: number) => string;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The server's clock is that much ahead. */
  readonly skewMs?: number;
}

interface Plan {
  readonly call: Call;
  readonly fault: Fault;
  left: number;
}

export async function startFaultProxy(
  server: OdailiesServer,
  options: FaultProxyOptions = {},
): Promise<FaultProxy> {
  const { host = "127.0.0.1", tls, skewMs = 0 } = options;
  const plans: Plan[] = [];
  const calls: string[] = [];
  const met = new Map<string, number>();
  const signatures = new Set<string>();
  const stored = new Map<string, number>();

  /** As the program is to see it: with the proxy's own addresses and the proxy's own clock. */
  const disguise = (text: string) => {
    for (const [, signature = ""] of text.matchAll(/X-Goog-Signature=([\w-]+)/g)) signatures.add(signature);
    return text
      .replaceAll(server.storage, storage.origin)
      .replace(
        /"expiresAt":"([^"]+)"/,
        (_, at: string) => `"expiresAt":"${shift(at, skewMs).toISOString()}"`,
      );
  };
  const forwardTo =
    (origin: string) =>
    async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
      const { method = "GET", url = "/", headers } = request;
      const { host: _, connection: __, "content-length": ___, ...kept } = headers;
      const hasBody = method === "PUT" || method === "PATCH";
      const reply = await forwardRequest(`${origin}${url}`, {
        method: method as "GET",
        headers: { ...kept, ...(hasBody ? { "content-length": String(body.length) } : {}) },
        body: hasBody ? body : null,
      });
      const text = disguise(await reply.body.text());
      if (method === "PUT" && reply.statusCode === 200) {
        const key = decodeURIComponent(new URL(url, origin).pathname.replace("/bucket/", ""));
        stored.set(key, (stored.get(key) ?? 0) + 1);
      }
      const { "content-length": ____, "transfer-encoding": _____, date, ...others } = reply.headers;
      const all = { ...others, date: shift(String(date), skewMs).toUTCString() };
      return { status: reply.statusCode, headers: all, body: text };
    };

  const listen = async (what: "api" | "storage"): Promise<{ readonly origin: string }> => {
    const forward = forwardTo(what === "api" ? server.api : server.storage);
    const sockets = new Set<Socket>();
    let refusing: Promise<void> | undefined;
    const refuse = async (ms: number) => {
      const { port } = http.address() as AddressInfo;
      const closed = new Promise((resolve) => http.close(resolve));
      for (const socket of sockets) socket.resetAndDestroy();
      await Promise.all([closed, new Promise((resolve) => setTimeout(resolve, ms))]);
      await new Promise<void>((resolve, reject) => {
        http.once("error", reject).listen(port, host, resolve);
      });
      refusing = undefined;
    };
    const refuseFor = (ms: number) => (refusing ??= refuse(ms));
    const meet = async (request: IncomingMessage, response: ServerResponse) => {
      const line = `${request.method} ${request.url}`;
      calls.push(line);
      const give = ({ status, headers, body }: Answer) =>
        void response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
      const exchange: Exchange = {
        request,
        response,
        isUpload: what === "storage",
        read: () => buffer(request),
        forward: (body) => forward(request, body),
        give,
        reset: () => void request.socket.resetAndDestroy(),
        refuseFor,
      };
      const plan = plans.find(
        ({ call, left }) => left > 0 && call.match.test(line) && (call.isDue?.(server) ?? true),
      );
      if (!plan) return give(await exchange.forward(await exchange.read()));
      plan.left -= 1;
      met.set(plan.call.name, (met.get(plan.call.name) ?? 0) + 1);
      await plan.fault(exchange);
    };
    // A call whose connection is gone fails here too: that is what it was for.
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      void meet(request, response).catch(() => request.socket.destroy());
    const http: Server = tls ? createHttps(tls, answer) : createHttp(answer);
    http.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      http.once("error", reject).listen(0, host, resolve);
    });
    onTestFinished(() => {
      http.close();
      for (const socket of sockets) socket.destroy();
    });
    const { port } = http.address() as AddressInfo;
    const name = options.nameOf?.(what, port) ?? `${host.includes(":") ? `[${host}]` : host}:${port}`;
    return { origin: `${tls ? "https" : "http"}://${name}` };
  };

  const storage = await listen("storage");
  const api = await listen("api");
  return {
    api: api.origin,
    storage: storage.origin,
    calls,
    met,
    signatures,
    stored,
    fail: (call, fault, times = 1) => void plans.push({ call, fault, left: times }),
    mend: () => void plans.splice(0),
  };
}

function shift(time: string, ms: number): Date {
  return new Date(Date.parse(time) + ms);
}
