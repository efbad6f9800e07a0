// One file to Kitsu: shot, task, comment and preview, each found or made and kept, then the bytes, then what they become.
import { type Receipt, ROLES } from "../../domain/clip.ts";
import type { OutgoingClip, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { readUnchanged } from "../../net/read-unchanged.ts";
import { fileKey } from "../file-key.ts";
import { makeReceipt } from "../make-receipt.ts";
import { readFile } from "../read-file.ts";
import { addToPlaylist } from "./add-to-playlist.ts";
import { ROWS, type WirePreview } from "./api.ts";
import { callKitsu } from "./call-kitsu.ts";
import { requireStatus, requireTaskType } from "./choose-task.ts";
import { markOf, writeComment } from "./comment-text.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { readMarks, writeMarks } from "./map.ts";
import { requireComment } from "./require-comment.ts";
import { deletePreview, requirePreview } from "./require-preview.ts";
import { requireShot, requireTask } from "./require-shot.ts";
import { awaitReady, uploadBytes } from "./upload-bytes.ts";

/** A file, and what is known of its clip: nothing where it is sent by hand. */
export type DescribedFile = OutgoingFile & { readonly clip: OutgoingClip | undefined };

/** Ids as `keep` and `kept` name them. */
interface Places {
  readonly shot: string;
  readonly task: string;
  readonly comment: string;
  readonly preview: string;
}

/** Throws `usage` for an ALE file, which Kitsu does not import. */
export async function sendFile(file: OutgoingFile, transfer: Transfer, link: KitsuLink): Promise<Receipt> {
  const { role } = file;
  if (role === "ale") throw noAle();
  const { signal } = transfer;
  signal.throwIfAborted();
  const read = once(() => readFile(file, { ...transfer, onProgress: () => undefined }));
  // What changed since it was checked must not leave a shot or a comment behind; only a comment of its own wants the digest.
  if (transfer.kept(role)["preview"] === undefined)
    await (joinedComment(file, transfer, link) === undefined ? read() : requireUnchanged(file));
  const clip = await file.describe?.();
  const described: DescribedFile = { ...file, clip };
  // Both before the shot: what cannot be filed leaves nothing behind.
  const { type, status } = await link.inTurn("settings", async () => ({
    type: await requireTaskType(link, signal),
    status: await requireStatus(link, signal),
  }));
  const found = await link.inTurn(`clip ${file.clipName}`, async () => {
    const shot = await requireShot(described, link, signal);
    return { shot: shot.id, task: await requireTask(shot, type.id, link, signal), statusId: status.id };
  });
  const { isThere, ...places } = await requirePlace(described, found, transfer, link, read);
  const isKeptAsItIs = link.own.normalize === "auto" ? clip !== undefined : link.own.normalize === "never";
  const upload = { file, previewId: places.preview, fileName: fileNameOf(file), isKeptAsItIs };
  const sent = isThere ? undefined : await uploadBytes(upload, transfer, link);
  const preview = await awaitReady(places.preview, link, signal);
  if (preview?.status !== "ready" && preview?.status !== "processing")
    throw await describeBroken(file, preview, link, signal);
  await finish(described, places, type.id, link, signal);
  const hashes = sent ?? (await read());
  if (!sent) transfer.onProgress(file.sizeBytes);
  return makeReceipt(file, fileKey(file), hashes, {
    etag: places.preview,
    ...(preview.status === "processing" && { isProcessing: true }),
  });
}

/** Comment and preview, each kept as soon as it is there. LOG file and thumbnail join the graded file's comment. */
async function requirePlace(
  file: DescribedFile,
  { statusId, ...found }: Pick<Places, "shot" | "task"> & { readonly statusId: string },
  { kept, keep, signal }: Transfer,
  link: KitsuLink,
  read: () => Promise<{ readonly sha256: string }>,
): Promise<Places & { readonly isThere: boolean }> {
  const own = kept(file.role);
  const joins = joinedComment(file, { kept }, link);
  const metadata = file.clip?.metadata ?? {};
  const comment = await link.inTurn(`clip ${file.clipName}`, () =>
    requireComment(
      {
        ...{ taskId: found.task, statusId, known: [own["comment"], joins] },
        write: async () => {
          const mark = markOf((await read()).sha256);
          return { text: writeComment(file.clipName, metadata, mark), mark };
        },
      },
      link,
      signal,
    ),
  );
  const places = { ...found, comment };
  keep(places);
  const others = ROLES.flatMap((role) => (role === file.role ? [] : (kept(role)["preview"] ?? [])));
  const preview = await requirePreview(
    {
      ...{ taskId: found.task, commentId: comment, kept: own["preview"], others },
      ...{ isOwnComment: comment !== joins, stem: stemOf(file), sizeBytes: file.sizeBytes },
    },
    link,
    signal,
  );
  keep({ ...places, preview: preview.id });
  return { ...places, preview: preview.id, isThere: preview.isThere };
}

/** The graded file's, where it is known; undefined for the graded file itself. */
function joinedComment(
  { role, clipName }: OutgoingFile,
  { kept }: Pick<Transfer, "kept">,
  { shots }: KitsuLink,
): string | undefined {
  if (role === "graded") return undefined;
  const shot = shots.get(clipName);
  return kept("graded")["comment"] ?? (shot && readMarks(shot).comment);
}

/** The last word is the mark in the shot: it shows the clip to `list`, and every later run. */
async function finish(
  { role, clip, clipName }: DescribedFile,
  { shot, comment, preview }: Places,
  taskTypeId: string,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<void> {
  const put = (path: string, body: object, deed: string) =>
    callKitsu(link, { method: "PUT", path, body, shape: ROWS.anything, deed, isOfClip: true, signal });
  if (role !== "log")
    await put(
      `/actions/preview-files/${preview}/set-main-preview`,
      {},
      `show ${clipName} by its own picture`,
    );
  if (role !== "graded") return;
  await addToPlaylist(
    { shotId: shot, previewId: preview, taskTypeId, date: clip?.metadata.date },
    link,
    signal,
  );
  const data = writeMarks({ preview, comment });
  await put(`/data/entities/${shot}`, { data }, `keep the shot ${clipName}`);
  const row = link.shots.get(clipName);
  if (row) link.shots.set(clipName, { ...row, data: { ...row.data, ...data } });
}

async function describeBroken(
  { clipName, role }: OutgoingFile,
  preview: WirePreview | undefined,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<OdailiesError> {
  const reason = brokenReason(preview);
  if (preview) await deletePreview(preview.id, link, signal);
  return new OdailiesError(
    "upload_failed",
    `Kitsu at ${link.api.host} took the ${role} file of ${clipName} and could not use it: ${reason}`,
    {
      hint: "Look at the file; if it plays, look at Zou's log, then run the same command again.",
      retryable: false,
    },
  );
}

/** A sentence: the server's own where it gives one. */
export function brokenReason(preview: WirePreview | undefined): string {
  if (!preview) return "its preview is not there any more.";
  const reason = preview.data["reason"] ?? preview.data["message"];
  if (typeof reason === "string" && reason !== "") return reason;
  return preview.status === "missing"
    ? "its file is missing there."
    : "its movie is broken there, and no reason is given.";
}

/** Zou knows a kind of file by the last letters of its name. */
function fileNameOf(file: OutgoingFile): string {
  return `${stemOf(file)}${file.role === "thumbnail" ? ".jpg" : ".mp4"}`;
}

const LONGEST_STEM = 250;

function stemOf({ role, clipName }: OutgoingFile): string {
  const ending = { graded: "", log: "_log", thumbnail: "_thumbnail", ale: "" }[role];
  return `${clipName.slice(0, LONGEST_STEM - ending.length)}${ending}`;
}

/** Throws what `readUnchanged` throws, but reads none of it. */
async function requireUnchanged(file: OutgoingFile): Promise<void> {
  await readUnchanged(file, { start: 0, end: 0 }).next();
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let done: Promise<Result> | undefined;
  return () => (done ??= work());
}

function noAle(): OdailiesError {
  return new OdailiesError("usage", "Kitsu does not import ALE files.", {
    hint: "Send the values of its rows with odailies annotate --to kitsu.",
  });
}
