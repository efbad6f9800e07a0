// The comment that a file's preview hangs on: an earlier attempt's, the graded file's, else a new one.
import { retry } from "../../net/retry.ts";
import { ROWS, type WireComment } from "./api.ts";
import { notUnderstood } from "./api-error.ts";
import type { KitsuLink } from "./kitsu-link.ts";

export interface WantedComment {
  readonly taskId: string;
  readonly statusId: string;
  /** Of an earlier attempt at the same file, and of the graded file that this one belongs to. */
  readonly known: readonly (string | undefined)[];
  /** Text of a new one, and the mark in it that tells it from all others. */
  readonly write: () => Promise<{ readonly text: string; readonly mark: string }>;
}

export interface FoundComment {
  readonly id: string;
  readonly previews: readonly string[];
}

/** Looks before every attempt to make it: an answer that was lost on the way may stand for a comment that is there. */
export async function requireComment(
  { taskId, statusId, known, write }: WantedComment,
  { api, retry: how }: KitsuLink,
  signal: AbortSignal,
): Promise<FoundComment> {
  const purpose = { deed: "comment on the task", needs: "supervisor", isOfClip: true, signal } as const;
  const attempt = async () => {
    const path = `/data/tasks/${taskId}/comments`;
    const comments = (await api.call({ method: "GET", path, shape: ROWS.comments, ...purpose })) ?? [];
    const kept = known.flatMap((id) => comments.find((each) => each.id === id) ?? []).at(0);
    if (kept) return kept;
    const { text, mark } = await write();
    const same = comments.find((each) => each.text?.includes(mark));
    if (same) return same;
    const body = { task_status_id: statusId, comment: text, checklist: [], links: [] };
    const create = {
      method: "POST",
      path: `/actions/tasks/${taskId}/comment`,
      body,
      shape: ROWS.comment,
    } as const;
    return api.call({ ...create, ...purpose });
  };
  return shown(await retry(attempt, signal, how), api.host);
}

/** As it is now. */
export async function lookAtComment(
  taskId: string,
  commentId: string,
  { api }: KitsuLink,
  signal: AbortSignal,
): Promise<FoundComment> {
  const path = `/data/tasks/${taskId}/comments`;
  const purpose = { deed: "show the comments of the task", needs: "artist", isOfClip: true, signal } as const;
  const comments = (await api.call({ method: "GET", path, shape: ROWS.comments, ...purpose })) ?? [];
  return shown(
    comments.find(({ id }) => id === commentId),
    api.host,
  );
}

function shown(comment: WireComment | undefined, host: string): FoundComment {
  if (!comment) throw notUnderstood(host);
  return { id: comment.id, previews: comment.previews.map(({ id }) => id) };
}
