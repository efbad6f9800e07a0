// One call of the editor's backend: the token as it is in the header, the answer as JSON, every refusal in words.
import { OdailiesError } from "../../domain/errors.ts";
import { findCaptivePortal } from "../../net/captive-portal.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { HttpReply } from "../../net/http-reply.ts";
import { parseJson } from "../../net/parse-json.ts";
import { createRedactor, type Redactor } from "../../net/redact.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { readError } from "./api.ts";
import { describeEditorRefusal, isOwnRefusal } from "./editor-error.ts";

interface EditorCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** After `/api/`, every segment encoded. */
  readonly path: string;
  /** The list of media files alone has the token here, under `auth_token`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** The file that it is about, for people. */
  readonly file?: string;
  /** Statuses besides 2xx that the caller deals with. */
  readonly accepts?: readonly number[];
  readonly signal: AbortSignal;
}

export interface EditorAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One attempt: throws what `readAnswer` throws. `Presence.within` tries again, and is needed for all but the version.
 */
export type CallEditor = (call: EditorCall) => Promise<EditorAnswer>;

export interface EditorPlace {
  readonly http: HttpClient;
  /** Without a slash at the end, and without `/api`. */
  readonly base: string;
  readonly token: string;
}

export function createCallEditor({ http, base, token }: EditorPlace): CallEditor {
  const redactor = createRedactor([token]);
  return async ({ method, path, query, headers, body, signal, file, accepts = [] }) => {
    const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    const reply = await http.send({
      method,
      url: `${base}/api/${path}${search}`,
      headers: {
        accept: "application/json",
        authorization: token,
        ...(body ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal,
      secrets: [token],
    });
    return readAnswer(reply, { accepts, redactor, ...(file !== undefined && { file }) });
  };
}

/** Throws `RefusedAttempt` for a refusal, and a plain error for one that no other attempt will change. */
export function readAnswer(
  reply: HttpReply,
  { accepts, redactor, file }: { accepts: readonly number[]; redactor: Redactor; file?: string },
): EditorAnswer {
  const portal = findCaptivePortal(reply, "json");
  if (portal) throw portal;
  const { status, headers, host } = reply;
  const json = parseJson(reply.text, host);
  const hasSuccess = status >= 200 && status < 300;
  if (!hasSuccess && !accepts.includes(status)) {
    const error = readError(json);
    const message = error?.message === undefined ? undefined : redactor.redact(error.message);
    const said = error && { type: error.type, message };
    const refusal = describeEditorRefusal({ status, host, error: said, file });
    throw isOwnRefusal(status) ? refusal : new RefusedAttempt(reply, refusal);
  }
  if (hasSuccess && json === undefined && reply.text.trim() !== "") throw notTheEditor(host);
  return { status, json, headers };
}

export function notTheEditor(host: string): OdailiesError {
  return new OdailiesError(
    "reply_not_understood",
    `${host} answered, but not as the HTML5 editor's backend does.`,
    {
      hint: "Check --api: it is the address of the backend, the one that has /api/version.",
    },
  );
}
