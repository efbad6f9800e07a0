// One call of the API: the URL with its secret, the answer as JSON, every refusal as an error for people.
import { OdailiesError } from "../../domain/errors.ts";
import { findCaptivePortal } from "../../net/captive-portal.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { parseJson } from "../../net/parse-json.ts";
import { createRedactor } from "../../net/redact.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { type Address, apiUrl, documentUrl, type Resource } from "./address.ts";
import { type ApiVersion, isRefusalInside, readErrorMessage } from "./api.ts";
import { describeApiError, type Permission } from "./api-error.ts";

interface ApiCall {
  readonly version: ApiVersion;
  readonly method: "GET" | "PATCH";
  readonly resource: Resource;
  /** Of `upload`: where the file goes. */
  readonly key?: string;
  /** Of one document: its id. */
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** What the token must be allowed to do. */
  readonly needs: Permission;
  /** Statuses besides 2xx that the caller deals with; 422 stands for an error inside a success as well. */
  readonly accepts?: readonly number[];
  readonly signal: AbortSignal;
}

interface ApiAnswer {
  readonly status: number;
  readonly json: unknown;
  /** The service said No, with a status that the caller accepts. */
  readonly isRefused: boolean;
  /** The service's own words where it refused, free of secrets. */
  readonly message: string | undefined;
  readonly serverTime: Date | undefined;
}

export type CallApi = (call: ApiCall) => Promise<ApiAnswer>;

/** Every call is one attempt: it throws `RefusedAttempt` where another one may be worth it. */
export function createCallApi(address: Address, http: HttpClient): CallApi {
  const redactor = createRedactor([address.token]);
  return async ({ version, method, resource, key, id, query, body, needs, accepts = [], signal }) => {
    const url =
      id === undefined
        ? apiUrl(address, version, resource, key)
        : documentUrl(address, version, resource, id);
    const reply = await http.send({
      method,
      url: query === undefined ? url : `${url}?${new URLSearchParams(query).toString()}`,
      headers: { accept: "application/json", ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal,
      secrets: [address.token],
    });
    const portal = findCaptivePortal(reply, "json");
    if (portal) throw portal;
    const json = parseJson(reply.text, reply.host);
    const hasSuccess = reply.status >= 200 && reply.status < 300;
    // A job may have had an error without being one.
    const isInside = hasSuccess && resource !== "jobs" && isRefusalInside(json);
    const isRefused = !hasSuccess || isInside;
    const ownWords = isRefused ? readErrorMessage(json, reply.text) : undefined;
    const message = ownWords === undefined ? undefined : redactor.redact(ownWords);
    if (isRefused && !accepts.includes(isInside ? UNPROCESSABLE : reply.status)) {
      const about = { host: reply.host, project: address.project, needs, message, key };
      throw new RefusedAttempt(reply, describeApiError({ status: reply.status, ...about }));
    }
    if (!isRefused && json === undefined && reply.text.trim() !== "") throw notUnderstood(reply.host, key);
    return { status: reply.status, json, isRefused, message, serverTime: reply.serverTime };
  };
}

const UNPROCESSABLE = 422;

/** `key` is of a file: where it was to go. */
export function notUnderstood(host: string, key?: string): OdailiesError {
  return new OdailiesError("reply_not_understood", `${host} answered, but not as the o/DAILIES API does.`, {
    hint: "Check --api; if it is right, try --api-version v1, and report what you see.",
    context: { key },
  });
}
