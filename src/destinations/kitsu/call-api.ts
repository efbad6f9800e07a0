// One call of Zou: the answer checked for its shape, every refusal as an error for people, an expired login renewed.
import type { z } from "zod";
import { findCaptivePortal } from "../../net/captive-portal.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { HttpReply } from "../../net/http-reply.ts";
import { parseJson } from "../../net/parse-json.ts";
import { createRedactor } from "../../net/redact.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { needsSecondFactor, readMessage } from "./api.ts";
import { describeRefusal, type NeededRole, notUnderstood } from "./api-error.ts";
import { findZou } from "./find-zou.ts";
import type { Session } from "./session.ts";

/** What a call is for: it words the refusal. */
export interface CallPurpose {
  /** As in: Kitsu did not …, or does not let this account …. */
  readonly deed: string;
  readonly needs?: NeededRole;
  /** Of one clip: a refusal stops no other. */
  readonly isOfClip?: boolean;
  readonly signal: AbortSignal;
}

export interface ApiCall<Shape extends z.ZodType> extends CallPurpose {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the API's address; every id in it is one segment already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly shape: Shape;
  /** Statuses besides 2xx that the caller deals with; the answer is then undefined. */
  readonly accepts?: readonly number[];
}

export interface Api {
  /** Host and port, for people. */
  readonly host: string;
  readonly http: HttpClient;
  /** Below it lies every path. Asked for once; throws `reply_not_understood` where no Zou answers. */
  base(signal: AbortSignal): Promise<string>;
  /** One attempt: throws `RefusedAttempt` where another one may be worth it. */
  call<Shape extends z.ZodType>(call: ApiCall<Shape>): Promise<z.output<Shape> | undefined>;
  /** The answer to what goes out with the login's headers: once more where only the login had expired, and is renewed. */
  withLogin<Reply extends Pick<HttpReply, "status" | "text" | "host">>(
    send: (login: Readonly<Record<string, string>>) => Promise<Reply>,
    signal: AbortSignal,
  ): Promise<Reply>;
  /** The error for an answer that is no success. */
  refused(
    reply: Pick<HttpReply, "status" | "text" | "host" | "headers">,
    purpose: CallPurpose,
  ): RefusedAttempt;
}

export function createApi(options: {
  readonly address: string;
  readonly project: string;
  readonly session: Session;
  readonly http: HttpClient;
}): Api {
  const { address, project, session, http } = options;
  const { host } = new URL(address);
  const redact = (text: string | undefined) =>
    text === undefined ? undefined : createRedactor(session.secrets()).redact(text);
  let found: Promise<string> | undefined;
  const base: Api["base"] = (signal) => {
    found ??= findZou(address, http, signal);
    found.catch(() => (found = undefined));
    return found;
  };
  const withLogin: Api["withLogin"] = async (send, signal) => {
    const login = session.headers();
    const reply = await send(login);
    const isRenewed = hasExpired(reply) && (await session.renew(await base(signal), login, signal));
    return isRenewed ? send(session.headers()) : reply;
  };
  const refused: Api["refused"] = (reply, { deed, needs = "manager", isOfClip = false }) => {
    const json = parseJson(reply.text, reply.host);
    const { status } = reply;
    const isSecondFactorMissing = needsSecondFactor(json);
    const about = { host, project, deed, needs, isOfClip, isSecondFactorMissing };
    return new RefusedAttempt(reply, describeRefusal({ status, said: redact(readMessage(json)), ...about }));
  };
  return {
    ...{ host, http, base, withLogin, refused },
    call: async ({ method, path, query, body, shape, accepts = [], ...purpose }) => {
      const { signal } = purpose;
      const url = `${await base(signal)}${path}${query === undefined ? "" : `?${new URLSearchParams(query).toString()}`}`;
      const ask = (login: Readonly<Record<string, string>>) =>
        http.send({
          ...{ method, url, signal, secrets: session.secrets() },
          headers: {
            accept: "application/json",
            ...login,
            ...(body && { "content-type": "application/json" }),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
      const reply = await withLogin(ask, signal);
      const portal = findCaptivePortal(reply, "json");
      if (portal) throw portal;
      if (accepts.includes(reply.status)) return undefined;
      if (reply.status < 200 || reply.status > 299) throw refused(reply, purpose);
      const parsed = shape.safeParse(parseJson(reply.text, reply.host));
      if (!parsed.success) throw notUnderstood(host);
      return parsed.data;
    },
  };
}

function hasExpired({ status, text, host }: Pick<HttpReply, "status" | "text" | "host">): boolean {
  return (status === 401 || status === 422) && /has expired/i.test(readMessage(parseJson(text, host)) ?? "");
}
