// What became of a file whose bytes are all there: the backend converts it and makes its thumbnails first.
import type { Receipt } from "../../domain/clip.ts";
import type { Readiness } from "../destination.ts";
import { readStatus } from "./api.ts";
import { type CallEditor, notTheEditor } from "./call-editor.ts";
import { describeMediaError, isGone, isOfMedia } from "./editor-error.ts";
import { pause } from "../pause.ts";
import type { Presence } from "./presence.ts";

export interface Patience {
  /** Before the second question; twice as long before each one after it, up to five seconds. */
  readonly pollMs: number;
  /** After that the file is left to itself. */
  readonly longestMs: number;
}

export interface ReadyPlace {
  readonly call: CallEditor;
  readonly presence: Presence;
  readonly host: string;
  readonly patience: Patience;
}

const LONGEST_WAIT_MS = 5000;

/** Of a file whose receipt says that it was processing. */
export async function findReadiness(
  { key, etag: id }: Receipt,
  signal: AbortSignal,
  place: Omit<ReadyPlace, "patience">,
): Promise<Readiness> {
  if (id === undefined) return { state: "broken", reason: `Nothing is known of ${key} at ${place.host}.` };
  try {
    return { state: await askReady({ id, name: key }, signal, place) };
  } catch (error) {
    if (isGone(error) || isOfMedia(error)) return { state: "broken", reason: error.message };
    throw error;
  }
}

/** One question. Throws `upload_failed`, or `permission_missing` for want of space, with the backend's reason. */
async function askReady(
  { id, name }: { readonly id: string; readonly name: string },
  signal: AbortSignal,
  { call, presence, host }: Omit<ReadyPlace, "patience">,
): Promise<"ready" | "processing"> {
  const ask = () => call({ method: "GET", path: "mediafile/status", query: { id }, file: name, signal });
  const { json } = await presence.within(ask, signal);
  const found = readStatus(json);
  if (!found) throw notTheEditor(host);
  if (found.error) throw describeMediaError(found.error, name, host);
  return found.status === "ready" ? "ready" : "processing";
}

/** Asks until it is ready, or patience is over. Throws what `askReady` throws. */
export async function awaitReady(
  file: { readonly id: string; readonly name: string },
  signal: AbortSignal,
  place: ReadyPlace,
): Promise<"ready" | "processing"> {
  const { pollMs, longestMs } = place.patience;
  const endMs = performance.now() + longestMs;
  for (let waitMs = pollMs; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const state = await askReady(file, signal, place);
    if (state === "ready" || performance.now() + waitMs > endMs) return state;
    await pause(waitMs, signal);
  }
}
