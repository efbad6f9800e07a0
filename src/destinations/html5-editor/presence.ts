// The editor's backend knows a user who is registered, or one whom an open socket has announced.
import type { HttpClient } from "../../net/http-client.ts";
import type { OpenSocket } from "../../net/open-socket.ts";
import { parseJson } from "../../net/parse-json.ts";
import { RefusedAttempt, retry, type RetryOptions } from "../../net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../../net/retry-verdict.ts";
import { pause } from "../pause.ts";

export interface Presence {
  /**
   * Does `work` with the user known, and again where that may help, as often as `how` says (default: the destination's);
   * where the backend does not know the user all the same, he is announced anew. Never one within another: the tries
   * would multiply. Throws what `Destination` throws.
   */
  within<Result>(work: () => Promise<Result>, signal: AbortSignal, how?: RetryOptions): Promise<Result>;
  close(): Promise<void>;
}

export interface PresencePlace {
  readonly http: HttpClient;
  readonly base: string;
  readonly token: string;
  readonly retry: RetryOptions;
}

interface Announcement {
  /** Undefined for a registered user, who needs no socket. */
  readonly opened: Promise<OpenSocket | undefined>;
  socket?: OpenSocket | undefined;
}

/** Nothing is asked before the first `within`, which throws `destination_unreachable` where no socket can be opened. */
export function createPresence(place: PresencePlace): Presence {
  const { firstDelayMs } = place.retry.policy ?? DEFAULT_RETRY_POLICY;
  /** The socket outlives the call that opens it. */
  const life = new AbortController();
  let current: Announcement | undefined;

  const begin = (): Announcement => {
    const begun: Announcement = { opened: announce(place, life.signal) };
    begun.opened.then(
      (socket) => (begun.socket = socket),
      () => {
        if (current === begun) current = undefined;
      },
    );
    return begun;
  };
  const known = async (signal: AbortSignal): Promise<Announcement> => {
    if (current?.socket?.isOpen() === false) current = undefined;
    current ??= begin();
    const mine = current;
    await unlessAborted(mine.opened, signal);
    return mine;
  };
  const renew = async (used: Announcement) => {
    if (current !== used) return;
    current = undefined;
    await used.socket?.close();
  };

  const attempt = async <Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> => {
    const used = await known(signal);
    try {
      return await work();
    } catch (error) {
      if (!isUserUnknown(error)) throw error;
    }
    // The announcement has no answer: perhaps it was not read yet, perhaps the socket is gone by now.
    await renew(used);
    await known(signal);
    await pause(firstDelayMs, signal);
    return work();
  };

  return {
    within: (work, signal, how = place.retry) => retry(() => attempt(work, signal), signal, how),
    close: async () => {
      life.abort();
      const socket = await current?.opened.catch(() => undefined);
      current = undefined;
      await socket?.close();
    },
  };
}

async function announce(place: PresencePlace, signal: AbortSignal): Promise<OpenSocket | undefined> {
  const { http, base, token } = place;
  if (await isRegistered(place, signal)) return undefined;
  const socket = await http.openSocket({ url: `${base}/websocket`, signal, onText: answerPing });
  socket.send(JSON.stringify({ type: "user_event", payload: { authToken: token } }));
  return socket;
}

/** Is the token the id of a user whom `POST /api/users` has made? */
async function isRegistered({ http, base, token }: PresencePlace, signal: AbortSignal): Promise<boolean> {
  const url = `${base}/api/users/${encodeURIComponent(token)}`;
  const headers = { accept: "application/json", authorization: token };
  const { status, text, host } = await http.send({ method: "GET", url, headers, signal, secrets: [token] });
  const user = status === 200 ? parseJson(text, host) : undefined;
  return typeof user === "object" && user !== null && ("name" in user || "data" in user);
}

function answerPing(text: string, socket: Pick<OpenSocket, "send">): void {
  const message = parseJson(text, "");
  if (typeof message === "object" && message !== null && Reflect.get(message, "type") === "ping")
    socket.send(JSON.stringify({ type: "pong" }));
}

function isUserUnknown(error: unknown): boolean {
  return error instanceof RefusedAttempt && error.error.context["status"] === 404;
}

async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
