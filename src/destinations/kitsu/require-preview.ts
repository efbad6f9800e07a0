// The preview that a file's bytes go into: one that waits for them or has them already, else a new one of the same comment.
import { OdailiesError } from "../../domain/errors.ts";
import { retry } from "../../net/retry.ts";
import { ROWS, type WirePreview } from "./api.ts";
import { callKitsu } from "./call-kitsu.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { listPreviews } from "./require-comment.ts";

export interface WantedPreview {
  readonly taskId: string;
  readonly commentId: string;
  /** Is the comment this very file's, told by its digest? */
  readonly isOwnComment: boolean;
  /** Of an earlier attempt at the same file. */
  readonly kept: string | undefined;
  /** Those of the clip's other files. */
  readonly others: readonly string[];
  /** The file's name without its extension, as Zou keeps it. */
  readonly stem: string;
  readonly sizeBytes: number;
}

export interface FoundPreview {
  readonly id: string;
  /** Zou has taken the bytes. */
  readonly isThere: boolean;
}

const [FORBIDDEN, NOT_FOUND] = [403, 404] as const;

/** One after the other per comment: two files that look at once would both take the preview that waits. */
export async function requirePreview(
  wanted: WantedPreview,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<FoundPreview> {
  return link.inTurn(`comment ${wanted.commentId}`, async () => {
    const found = await retry(() => findOrAdd(wanted, link, signal), signal, link.retry);
    link.claimed.add(found.id);
    return found;
  });
}

/** Undefined where there is no such preview, any more or at all. */
export async function getPreview(
  id: string,
  link: Pick<KitsuLink, "api" | "retry">,
  signal: AbortSignal,
): Promise<WirePreview | undefined> {
  return callKitsu(link, {
    ...{ method: "GET", path: `/data/preview-files/${id}`, shape: ROWS.preview, accepts: [NOT_FOUND] },
    ...{ deed: "show a preview", needs: "artist", isOfClip: true, signal },
  });
}

/** A broken one takes no bytes any more; it goes, so that a new one may take its number. An artist may not do that. */
export async function deletePreview(id: string, link: KitsuLink, signal: AbortSignal): Promise<void> {
  const query = { force: "true" };
  await callKitsu(link, {
    ...{ method: "DELETE", path: `/data/preview-files/${id}`, query, shape: ROWS.anything },
    ...{ accepts: [FORBIDDEN, NOT_FOUND], deed: "delete a broken preview", isOfClip: true, signal },
  });
}

/** One attempt. */
async function findOrAdd(wanted: WantedPreview, link: KitsuLink, signal: AbortSignal): Promise<FoundPreview> {
  const { kept, others, stem } = wanted;
  const previews = await listPreviews(wanted, link, signal);
  const candidates = previews.filter((id) => id === kept || (!others.includes(id) && !link.claimed.has(id)));
  const rows: WirePreview[] = [];
  for (const id of candidates) {
    const row = await getPreview(id, link, signal);
    if (row) rows.push(row);
  }
  const there = rows.find((row) => row.original_name === stem && isSameFile(row, wanted));
  if (there?.status === "broken" || there?.status === "missing") {
    await deletePreview(there.id, link, signal);
    return addPreview(wanted, await listPreviews(wanted, link, signal), link, signal);
  }
  if (there) return { id: there.id, isThere: true };
  const open = rows.filter(({ original_name }) => (original_name ?? "") === "");
  const next = open.find(({ id }) => id === kept) ?? open.at(0);
  return next ? { id: next.id, isThere: false } : addPreview(wanted, previews, link, signal);
}

/** Newer servers tell how many bytes came; of older ones only what we kept, or what the comment says, proves it. */
function isSameFile({ id, data }: WirePreview, { kept, isOwnComment, sizeBytes }: WantedPreview): boolean {
  const size = data["original_file_size"];
  return typeof size === "number" ? size === sizeBytes : isOwnComment || id === kept;
}

/** Beside the first of those that hang on the comment now. */
async function addPreview(
  { taskId, commentId }: WantedPreview,
  [first]: readonly string[],
  { api, project }: KitsuLink,
  signal: AbortSignal,
): Promise<FoundPreview> {
  if (first !== undefined && project.row.is_single_preview_per_revision) throw onlyOne(project.row.name);
  const comment = `/actions/tasks/${taskId}/comments/${commentId}`;
  const row = await api.call({
    ...{
      method: "POST",
      path: first === undefined ? `${comment}/add-preview` : `${comment}/preview-files/${first}`,
    },
    ...{ body: {}, shape: ROWS.preview, deed: "make a preview", needs: "supervisor", isOfClip: true, signal },
  });
  return { id: row?.id ?? "", isThere: false };
}

function onlyOne(project: string): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `${project} allows one preview per revision in Kitsu, so LOG files and thumbnails have no place there.`,
    {
      hint: "Switch that off in the project's settings in Kitsu, then run the same command again.",
      retryable: false,
    },
  );
}
