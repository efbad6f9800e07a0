// The only HTTP client: small requests that fit into memory, and files that do not.
import { request as undiciRequest } from "undici";
import type { Bandwidth } from "./bandwidth.ts";
import { createDispatchers } from "./choose-dispatcher.ts";
import { type HttpReply, makeReply } from "./http-reply.ts";
import { parseHttpUrl } from "./http-url.ts";
import { startAnswerTimer } from "./answer-timer.ts";
import { findMove } from "./moved-service.ts";
import { describeNetworkError } from "./network-error.ts";
import { type FileUpload, type PutReply, putFile } from "./put-file.ts";
import { readText } from "./read-text.ts";
import { createRedactor } from "./redact.ts";
import { openSocket, type OpenSocket, type SocketRequest } from "./open-socket.ts";

export interface HttpClientOptions {
  /** HTTP_PROXY, HTTPS_PROXY, ALL_PROXY (http, https, socks5h) and NO_PROXY are honoured, except for loopback addresses. */
  readonly proxyFromEnvironment: boolean;
  readonly userAgent?: string;
  readonly connectTimeoutMs: number;
  /** How long nothing may move before a connection counts as dead. A file may take as long as it takes. */
  readonly stallTimeoutMs: number;
  /** How long a store may take to answer once it has a whole file. Default: three times `stallTimeoutMs`. */
  readonly replyTimeoutMs?: number;
  /** What all files of this client, and of others that share it, draw from; without it, they go as fast as they can. */
  readonly bandwidth?: Bandwidth | undefined;
  /** Ends every request of this client. */
  readonly signal?: AbortSignal;
}

interface HttpRequest {
  readonly method: "GET" | "PATCH" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Cut out of every error. A token that is part of the URL belongs here. */
  readonly secrets?: readonly string[];
}

/**
 * Redirects are never followed, TLS is always verified (NODE_EXTRA_CA_CERTS adds a CA). All calls throw
 * `destination_unreachable` when the network is at fault, and the signal's reason once it is aborted.
 * No error holds a URL's path or query.
 */
export interface HttpClient {
  /**
   * Any status resolves. Throws `reply_not_understood` for a body over 128 MiB and for a service that has moved, and `destination_unreachable` where one
   * drips in for longer than `startAnswerTimer` allows.
   */
  send(request: HttpRequest): Promise<HttpReply>;
  /** PUT or POST. Any status resolves, an early one too. Throws `upload_failed`, `card_changed`, `card_removed` besides. */
  putFile(upload: FileUpload): Promise<PutReply>;
  /** Resolves once the WebSocket is open, and throws where none can be opened. */
  openSocket(request: SocketRequest): Promise<OpenSocket>;
  close(): Promise<void>;
}

// 300,000 clips with every property set.
const LARGEST_BODY_BYTES = 128 * 1024 * 1024;
const LARGEST_ERROR_BYTES = 64 * 1024;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { stallTimeoutMs, replyTimeoutMs = 3 * stallTimeoutMs } = options;
  const userAgent = options.userAgent ?? "odailies";
  const dispatchers = createDispatchers(options);
  const joined = (signal: AbortSignal) =>
    options.signal ? AbortSignal.any([options.signal, signal]) : signal;

  return {
    send: async ({ method, url, headers, body, signal: requestSignal, secrets = [] }) => {
      const target = parseHttpUrl(url);
      const signal = joined(requestSignal);
      signal.throwIfAborted();
      const timer = startAnswerTimer(stallTimeoutMs, target.host);
      try {
        const reply = await undiciRequest(target, {
          dispatcher: dispatchers.choose(target),
          method,
          headers: { "user-agent": userAgent, ...headers },
          body: body ?? null,
          signal: AbortSignal.any([signal, timer.signal]),
          headersTimeout: stallTimeoutMs,
          bodyTimeout: stallTimeoutMs,
        });
        const isError = reply.statusCode >= 400;
        const text = await readText(reply.body, isError ? LARGEST_ERROR_BYTES : LARGEST_BODY_BYTES, {
          whenLarger: isError ? "cut" : "refuse",
          host: target.host,
          onBytes: timer.note,
        });
        const made = makeReply(reply.statusCode, reply.headers, text, target.host);
        const move = findMove(target, made);
        if (move) throw move;
        return made;
      } catch (error) {
        signal.throwIfAborted();
        throw describeNetworkError(error, target.host, createRedactor(secrets)) ?? error;
      } finally {
        timer.stop();
      }
    },
    putFile: (upload) =>
      putFile(
        { ...upload, signal: joined(upload.signal) },
        {
          dispatcherFor: (target) => dispatchers.choose(target),
          userAgent,
          stallTimeoutMs,
          replyTimeoutMs,
          bandwidth: options.bandwidth,
        },
      ),
    openSocket: (request) =>
      openSocket(
        { ...request, signal: joined(request.signal) },
        { dispatcherFor: (target) => dispatchers.choose(target), userAgent, openTimeoutMs: stallTimeoutMs },
      ),
    close: () => dispatchers.close(),
  };
}
