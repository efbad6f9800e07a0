// A WebSocket for systems that want to know who is there: small texts, both ways.
import { setTimeout } from "node:timers/promises";
import { type Dispatcher, WebSocket } from "undici";
import { OdailiesError } from "../domain/errors.ts";
import { parseHttpUrl } from "./http-url.ts";

export interface SocketRequest {
  /** http or https: it is opened as ws or wss. */
  readonly url: string;
  /** Closes the socket, too, once it is open. */
  readonly signal: AbortSignal;
  readonly onText: (text: string, socket: Pick<OpenSocket, "send">) => void;
}

export interface OpenSocket {
  /** Dropped where the socket is closed by now. */
  send(text: string): void;
  isOpen(): boolean;
  /** Resolves once it is closed, at most a second later. */
  close(): Promise<void>;
}

export interface SocketSettings {
  readonly dispatcherFor: (target: URL) => Dispatcher;
  readonly userAgent: string;
  readonly openTimeoutMs: number;
}

const CLOSE_MS = 1000;

/** Throws `destination_unreachable`, retryable, and the signal's reason once it is aborted. */
export async function openSocket(request: SocketRequest, settings: SocketSettings): Promise<OpenSocket> {
  const { url, signal, onText } = request;
  const target = parseHttpUrl(url);
  signal.throwIfAborted();
  const socket = new WebSocket(target.href.replace(/^http/, "ws"), {
    dispatcher: settings.dispatcherFor(target),
    headers: { "user-agent": settings.userAgent },
  });
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener("close", () => resolve());
  });
  const opened = new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    const fail = () => reject(notOpened(target.host));
    socket.addEventListener("error", fail);
    socket.addEventListener("close", fail);
  });
  const stop = () => socket.close();
  const patience = AbortSignal.timeout(settings.openTimeoutMs);
  const either = AbortSignal.any([signal, patience]);
  either.addEventListener("abort", stop, { once: true });
  try {
    await opened;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    either.removeEventListener("abort", stop);
  }
  signal.addEventListener("abort", stop, { once: true });
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  const send = (text: string) => {
    if (isOpen()) socket.send(text);
  };
  socket.addEventListener("message", ({ data }: { data: unknown }) => {
    if (typeof data === "string") onText(data, { send });
  });
  return {
    send,
    isOpen,
    close: async () => {
      signal.removeEventListener("abort", stop);
      stop();
      await Promise.race([closed, setTimeout(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

function notOpened(host: string): OdailiesError {
  return new OdailiesError("destination_unreachable", `${host} does not open a WebSocket.`, {
    hint: "Check --api, and that a firewall or proxy on the way lets WebSockets through.",
    retryable: true,
    context: { fault: "socket" },
  });
}
