// A real embedded server on a real temporary library, and the few calls that its tests make.
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join, relative } from "node:path";
import { request } from "undici";
import { onTestFinished } from "vitest";
import type { ServerEvent } from "../../src/server/server-event.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/start-server.ts";
import { tempFolder } from "./temp-folder.ts";

export const PROJECT = "P1";

type Fields = Readonly<Record<string, unknown>>;

/** Every body that the API gives, loosely: a test names the part that it expects. */
interface ReplyBody {
  readonly data: readonly Fields[] & Fields & { readonly message: Readonly<Record<string, Fields>> };
  readonly error: { readonly message: string };
  readonly url: string;
  readonly expiresAt: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  readonly json: ReplyBody;
}

export interface TestServer extends RunningServer {
  readonly libraryFolder: string;
  readonly events: ServerEvent[];
  /** Token with all permissions for `PROJECT`. */
  readonly token: string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Signs an upload and gives its URL. */
  sign(path: string): Promise<string>;
  /** Signs and sends a file. */
  upload(path: string, content?: string | Buffer): Promise<Answer>;
  /** The clip as v2 shows it. */
  clip(name: string): Promise<Fields | undefined>;
  /** Every file of the library but the database, relative, sorted. */
  files(): Promise<string[]>;
}

interface CallOptions {
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const libraryFolder = options.libraryFolder ?? (await tempFolder());
  const events: ServerEvent[] = [];
  const server = await startServer({
    libraryFolder,
    onEvent: (event) => events.push(event),
    thumbnailDelayMs: 10,
    ...options,
  });
  onTestFinished(() => server.close());
  const token = server.createToken({
    label: "test",
    read: true,
    write: true,
    upload: true,
    project: PROJECT,
  });
  const call = (method: string, path: string, callOptions: CallOptions = {}) =>
    callUrl(method, path.startsWith("http") ? path : server.url + path, callOptions);
  const sign = async (path: string) => {
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    const answer = await call("GET", `/api/v1/upload/${PROJECT}/${token}/${encoded}`);
    if (answer.status !== 200) throw new Error(`signing answered ${answer.status} ${answer.text}`);
    return answer.json.url;
  };
  return {
    ...server,
    libraryFolder,
    events,
    token,
    call,
    sign,
    upload: async (path, content = "content") => putFile(await sign(path), content),
    clip: async (name) => {
      const answer = await call("GET", `/api/v2/clips/${PROJECT}/${token}`);
      return answer.json.data.find((clip) => clip["name"] === name);
    },
    files: async () => {
      const entries = await readdir(libraryFolder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith("library.db"))
        .map((entry) => relative(libraryFolder, join(entry.parentPath, entry.name)))
        .sort();
    },
  };
}

export function putFile(
  url: string,
  content: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return callUrl("PUT", url, {
    body: content,
    headers: { "Content-Type": "application/octet-stream", ...headers },
  });
}

async function callUrl(method: string, url: string, { json, body, headers }: CallOptions): Promise<Answer> {
  const response = await request(url, {
    method: method as "GET",
    body: json === undefined ? (body ?? null) : JSON.stringify(json),
    headers: { ...(json === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

export interface RawConnection {
  write(bytes: string | Buffer): void;
  /** Closes without a goodbye. */
  destroy(): void;
  /** Everything that came until the server closed, or until `text` was in it. */
  readUntil(text?: string): Promise<string>;
}

/** Bytes as they are, for requests that no client would send. */
export async function connectRaw(port: number): Promise<RawConnection> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  let wake = () => {};
  socket.on("data", (bytes) => {
    received += bytes.toString("latin1");
    wake();
  });
  socket.on("close", () => wake());
  socket.on("error", () => wake());
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  onTestFinished(() => void socket.destroy());
  return {
    write: (bytes) => void socket.write(bytes),
    destroy: () => void socket.destroy(),
    readUntil: async (text) => {
      const isThere = () => text !== undefined && received.includes(text);
      while (!socket.destroyed && !isThere()) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return received;
    },
  };
}

/** The head of a PUT to a signed URL, with the headers given besides `Host`. */
export function putHead(url: string, headers: Readonly<Record<string, string | number>>): string {
  const { pathname, search, host } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `PUT ${pathname}${search} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** A clock to be turned forward by hand. */
export function handClock(start = "2026-04-22T08:00:00Z"): {
  now: () => Date;
  forward: (ms: number) => void;
} {
  let time = Date.parse(start);
  return { now: () => new Date(time), forward: (ms) => void (time += ms) };
}

export function md5Of(content: string | Buffer): string {
  return createHash("md5").update(content).digest("hex");
}

/** Resolves once `check` gives something, looking every few milliseconds. */
export async function eventually<Value>(
  check: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> {
  for (let tries = 0; tries < 1000; tries++) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("It did not happen within ten seconds.");
}
