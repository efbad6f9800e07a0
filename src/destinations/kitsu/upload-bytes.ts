// The bytes of a file into its preview: one form, sent whole; whether they arrived is asked before they are sent again.
import { randomBytes } from "node:crypto";
import type { FileHashes, OutgoingFile, Transfer } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { parseJson } from "../../net/parse-json.ts";
import type { PutReply } from "../../net/put-file.ts";
import { RefusedAttempt, retry } from "../../net/retry.ts";
import { DEFAULT_RETRY_POLICY, mayPass } from "../../net/retry-verdict.ts";
import { UnansweredPut } from "../../net/unanswered-put.ts";
import { pause } from "../pause.ts";
import { quoteAnswer } from "../quote-answer.ts";
import { readMessage, type WirePreview } from "./api.ts";
import type { CallPurpose } from "./call-api.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { getPreview } from "./require-preview.ts";

export interface Upload {
  readonly file: OutgoingFile;
  readonly previewId: string;
  /** Name and extension by which Zou keeps it. */
  readonly fileName: string;
  /** Zou keeps the bytes as they are; else it makes the movie anew. */
  readonly isKeptAsItIs: boolean;
}

/** A server without a queue makes the movie anew before it answers. */
const REPLY_TIMEOUT_MS = 30 * 60_000;
const TOO_LARGE = 413;
/** nginx's own for a client that went. */
const GAVE_UP = 499;
/** Pauses between looks, times the policy's first delay: a minute and a half in all. */
const LOOKS = [1, 2, 4, 8, 10, 10, 10, 10, 10, 10, 10];

/**
 * Digests of what was sent; undefined where the server had it already. Throws `upload_failed` for what the server does
 * not take, or takes and cannot use.
 */
export async function uploadBytes(
  upload: Upload,
  transfer: Transfer,
  link: KitsuLink,
): Promise<FileHashes | undefined> {
  const { previewId, file } = upload;
  const { signal } = transfer;
  const attempt = async () => {
    try {
      return await post(upload, transfer, link);
    } catch (error) {
      if (error instanceof UnansweredPut) {
        const preview = await awaitBytes(previewId, link, signal);
        if (hasBytes(preview)) return error.hashes;
        throw error;
      }
      const refusal = error instanceof RefusedAttempt && "status" in error.failure ? error : undefined;
      if (!refusal) throw error;
      const { status } = refusal.failure as { readonly status: number };
      // A proxy that gave up waiting may have a server behind it that is still at it.
      const mayCome = status === GAVE_UP || mayPass(status);
      const preview = await (mayCome ? awaitBytes : getPreview)(previewId, link, signal);
      // A second upload to a finished preview is refused as if it were broken.
      if (hasBytes(preview)) return undefined;
      throw preview === undefined ? gone(file, refusal.error) : error;
    }
  };
  return retry(attempt, signal, link.retry);
}

/** Zou takes the preview away of what it cannot use. */
function gone(
  { clipName, role }: OutgoingFile,
  { message, hint, code, context }: OdailiesError,
): OdailiesError {
  if (code !== "upload_failed" && code !== "destination_unreachable")
    return new OdailiesError(code, message, { hint, context });
  const said = quoteAnswer(typeof context["said"] === "string" ? context["said"] : undefined);
  return new OdailiesError(
    "upload_failed",
    `Kitsu could not use the ${role} file of ${clipName}, and took its preview away.${said}`,
    { hint: "Look at the file; if it plays, run the same command again.", context, retryable: false },
  );
}

async function post(
  { file, previewId, fileName, isKeptAsItIs }: Upload,
  { signal, onProgress, newHasher }: Transfer,
  { api }: KitsuLink,
): Promise<FileHashes | undefined> {
  const url = `${await api.base(signal)}/pictures/preview-files/${previewId}${isKeptAsItIs ? "?normalize=false" : ""}`;
  const boundary = `odailies-${randomBytes(16).toString("hex")}`;
  const put = (login: Readonly<Record<string, string>>) =>
    api.http.putFile({
      ...{ url, file, method: "POST", signal, onProgress, hasher: newHasher(file.sizeBytes) },
      headers: {
        ...login,
        accept: "application/json",
        "content-type": `multipart/form-data; boundary=${boundary}`,
      },
      around: wrap(boundary, fileName),
      replyTimeoutMs: REPLY_TIMEOUT_MS,
    });
  const reply = await api.withLogin(put, signal);
  const purpose: CallPurpose = { deed: `take ${fileName}`, needs: "supervisor", isOfClip: true, signal };
  if (reply.status === TOO_LARGE) throw tooLarge(reply, fileName);
  if (reply.status < 200 || reply.status > 299) throw api.refused(reply, purpose);
  return reply.hashes;
}

/** RFC 7578. Quotes and line ends are percent-encoded, as browsers do it. */
function wrap(
  boundary: string,
  fileName: string,
): { readonly before: Uint8Array; readonly after: Uint8Array } {
  const name = fileName.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${name}"`,
    "Content-Type: application/octet-stream",
  ];
  const encode = (text: string) => new TextEncoder().encode(text);
  return { before: encode(`${head.join("\r\n")}\r\n\r\n`), after: encode(`\r\n--${boundary}--\r\n`) };
}

/** Undefined once nobody waits any more: the state is then what it was at the last look. */
export async function awaitReady(
  id: string,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<WirePreview | undefined> {
  return lookUntil(id, (preview) => preview?.status !== "processing", link, signal);
}

async function awaitBytes(
  id: string,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<WirePreview | undefined> {
  return lookUntil(id, (preview) => preview === undefined || hasBytes(preview), link, signal);
}

/** Zou names a preview once it has its file. */
function hasBytes(preview: WirePreview | undefined): boolean {
  return (preview?.original_name ?? "") !== "";
}

async function lookUntil(
  id: string,
  isOver: (preview: WirePreview | undefined) => boolean,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<WirePreview | undefined> {
  const { firstDelayMs } = link.retry.policy ?? DEFAULT_RETRY_POLICY;
  let preview = await getPreview(id, link, signal);
  for (const times of LOOKS) {
    if (isOver(preview)) break;
    await pause(times * firstDelayMs, signal);
    preview = await getPreview(id, link, signal);
  }
  return preview;
}

/** nginx says it with a page, Zou with JSON: each has its own knob. */
function tooLarge(reply: PutReply, fileName: string): OdailiesError {
  const isZou = readMessage(parseJson(reply.text, reply.host)) !== undefined;
  const knob = isZou ? "Zou's MAX_CONTENT_LENGTH" : "client_max_body_size of the nginx before it";
  return new OdailiesError(
    "upload_failed",
    `${fileName} is larger than Kitsu at ${reply.host} takes (413): the limit is ${knob}.`,
    {
      hint: `Have ${knob} raised, then run the same command again; the other clips are not affected.`,
      retryable: false,
      context: { status: reply.status },
    },
  );
}
