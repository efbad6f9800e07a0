// The comment that a file's preview hangs on: an earlier attempt's, the graded file's, else a new one.
import { retry } from "../../net/retry.ts";
import { ROWS, type WireComment } from "./api.ts";
import { notUnderstood } from "./api-error.ts";
import type { CallPurpose } from "./call-api.ts";
import type { KitsuLink } from "./kitsu-link.ts";

export interface WantedComment {
  readonly taskId: string;
  readonly statusId: string;
  /** Of an earlier attempt at the same file, and of the graded file that this one belongs to. */
  readonly known: readonly (string | undefined)[];
  /** Text of a new one, and the mark in it that tells it from all others. */
  readonly write: () => Promise<{ readonly text: string; readonly mark: string }>;
}

/** Its id. Looks before every attempt to make it: an answer that was lost on the way may stand for a comment that is there. */
export async function requireComment(
  { taskId, statusId, known, write }: WantedComment,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<string> {
  const { api, retry: how } = link;
  const purpose = { deed: "comment on the task", needs: "supervisor", isOfClip: true, signal } as const;
  const attempt = async () => {
    const comments = await listComments(taskId, purpose, link);
    const kept = known.flatMap((id) => comments.find((each) => each.id === id) ?? []).at(0);
    if (kept) return kept;
    const { text, mark } = await write();
    const same = comments.find((each) => each.text?.includes(mark));
    if (same) return same;
    const body = { task_status_id: statusId, comment: text, checklist: [], links: [] };
    const path = `/actions/tasks/${taskId}/comment`;
    return api.call({ method: "POST", path, body, shape: ROWS.comment, ...purpose });
  };
  const comment = await retry(attempt, signal, how);
  if (!comment) throw notUnderstood(api.host);
  return comment.id;
}

/** Ids of the previews that hang on a comment now. One attempt. */
export async function listPreviews(
  { taskId, commentId }: { readonly taskId: string; readonly commentId: string },
  link: KitsuLink,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const purpose = { deed: "show the comments of the task", needs: "artist", isOfClip: true, signal } as const;
  const comment = (await listComments(taskId, purpose, link)).find(({ id }) => id === commentId);
  if (!comment) throw notUnderstood(link.api.host);
  return comment.previews.map(({ id }) => id);
}

async function listComments(
  taskId: string,
  purpose: CallPurpose,
  { api }: KitsuLink,
): Promise<readonly WireComment[]> {
  const path = `/data/tasks/${taskId}/comments`;
  return (await api.call({ method: "GET", path, shape: ROWS.comments, ...purpose })) ?? [];
}
