// Asks where a file may go, and tells how far a No reaches: this file alone, or everything.
import { OdailiesError } from "../../domain/errors.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { quoteAnswer } from "../quote-answer.ts";
import { readSignedUpload, type SignedUpload } from "./api.ts";
import { type CallApi, notUnderstood } from "./call-api.ts";
import { adviceFor, findRefusalReason } from "./refusal-reason.ts";

export interface Signing {
  readonly call: CallApi;
  readonly apiHost: string;
}

/** v1 signs for both versions: v2's route is not published. One attempt; throws `RefusedAttempt` and `notUnderstood`. */
export async function signUpload(
  key: string,
  signal: AbortSignal,
  { call, apiHost }: Signing,
): Promise<SignedUpload> {
  const needs = "Upload";
  const { json } = await call({ version: "v1", method: "GET", resource: "upload", key, needs, signal });
  const signed = readSignedUpload(json);
  if (!signed) throw notUnderstood(apiHost, key);
  return signed;
}

/** Answers that speak of the path that was asked for. */
const OF_THE_PATH = new Set([400, 404, 409, 413, 414, 422]);
/** A plain name that every service takes. Signing it changes nothing. */
const PLAIN_KEY = "_graded/odailies-upload-check.mp4";

/**
 * What a refusal to sign means for the run: `upload_failed` where only this path is refused, else the error itself.
 * Where the answer alone does not tell, a plain path is asked for: a token that signs it may upload.
 */
export async function narrowSignRefusal(
  error: unknown,
  key: string,
  signal: AbortSignal,
  signing: Signing,
): Promise<unknown> {
  if (!(error instanceof OdailiesError) || error.context["key"] !== key) return error;
  const { status, said } = error.context as { status?: number; said?: string };
  if (status === 401) return error;
  const reason = findRefusalReason(withoutNames(said, key));
  const isPlain = status !== undefined && OF_THE_PATH.has(status) && reason !== "project";
  if (!isPlain && !(await isSigned(PLAIN_KEY, signal, signing))) return error;
  return describePathRefusal(key, status, said, signing.apiHost);
}

async function isSigned(key: string, signal: AbortSignal, signing: Signing): Promise<boolean> {
  try {
    await signUpload(key, signal, signing);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RefusedAttempt || error instanceof OdailiesError) return false;
    throw error;
  }
}

function describePathRefusal(
  key: string,
  status: number | undefined,
  said: string | undefined,
  host: string,
): OdailiesError {
  const answer = status === undefined ? "" : ` (${status})`;
  const words = quoteAnswer(said);
  const reason = findRefusalReason(withoutNames(said, key)) ?? (status === 413 ? "size" : "name");
  return new OdailiesError("upload_failed", `${host} does not take ${key}${answer}.${words}`, {
    hint: hintFor(reason),
    retryable: false,
    context: { status },
  });
}

function hintFor(reason: NonNullable<ReturnType<typeof findRefusalReason>> | "size"): string {
  if (reason === "size")
    return "Make the file smaller with --size or --preset; the other clips are not affected.";
  if (reason === "name") return "Send a copy under a plainer name; the other clips are not affected.";
  return adviceFor(reason) ?? "Ask the service's support about this file; the other clips are not affected.";
}

/** The file's own name may hold any word. */
function withoutNames(said: string | undefined, key: string): string | undefined {
  const file = key.slice(key.lastIndexOf("/") + 1);
  const stem = file.replace(/\.\w+$/, "");
  return [key, file, stem].reduce((text, name) => text?.replaceAll(name, ""), said);
}
