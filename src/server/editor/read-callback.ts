// What the editor tells by itself: somebody has made or changed an edit, or renders one.
import { EDITOR_EVENTS, type EditorEvent } from "../../domain/editor-events.ts";
import { ApiError } from "../api/api-error.ts";
import { isJsonObject } from "../api/read-patches.ts";

export interface Callback {
  /** Undefined for one that is not published yet. */
  readonly type: EditorEvent | undefined;
  /** Is a token of this server, or ought to be. */
  readonly apiAuthToken: unknown;
  /** The editor's own project; undefined where it does not say. */
  readonly editorProject: string | undefined;
  /** Why a render has failed, in the editor's words. */
  readonly error: string | undefined;
}

/** Throws 400 for what is no event. */
export function readCallback(body: unknown): Callback {
  if (!isJsonObject(body) || typeof body["type"] !== "string") {
    throw new ApiError(400, 'The body must be an object with the event\'s name under "type".');
  }
  const { type, apiAuthToken } = body;
  const payload = isJsonObject(body["payload"]) ? body["payload"] : {};
  return {
    type: EDITOR_EVENTS.find((each) => each === type),
    apiAuthToken,
    editorProject: textOf(payload["projectId"]),
    error: textOf(payload["error"]),
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
