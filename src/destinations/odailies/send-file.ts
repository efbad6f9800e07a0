// One file: signed just before it goes, sent in one PUT, checked against what the storage says it has.
import { setTimeout } from "node:timers/promises";
import type { Receipt } from "../../domain/clip.ts";
import type { OutgoingFile, Transfer } from "../../domain/delivery.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { PutReply } from "../../net/put-file.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../../net/retry-verdict.ts";
import { UnansweredPut } from "../../net/unanswered-put.ts";
import { makeReceipt } from "../make-receipt.ts";
import type { SignedUpload } from "./api.ts";
import { narrowSignRefusal, type Signing, signUpload } from "./sign-upload.ts";
import { findRedirect, requireStored } from "./store-answer.ts";

export interface SendFileContext extends Signing {
  readonly http: HttpClient;
  readonly retry: RetryOptions;
  /** Throws for an address that nothing may be sent to. */
  readonly requireSafe: (url: string) => void;
  /** Does the listing prove by now that this file has arrived? Never rejects but for an abort. */
  readonly isThere: (signal: AbortSignal) => Promise<boolean>;
}

/** Until a store that has the whole file shows it: so many times the policy's first delay, one after the other. */
const LOOKS = [0, 2, 4];

/**
 * Every attempt signs anew: a signature lives for 15 minutes and is never kept for a retry. There is no resuming; an
 * attempt sends the file from its first byte, unless the file turns out to be there. `upload_failed` where the service
 * takes this path from nobody.
 */
export async function sendFile(
  file: OutgoingFile,
  key: string,
  transfer: Transfer,
  context: SendFileContext,
): Promise<Receipt> {
  const { signal } = transfer;
  const attempt = async () => {
    const signed = await signUpload(key, signal, context);
    try {
      const reply = await put(signed, file, transfer, context);
      requireStored(key, file.sizeBytes, reply, signed);
      const etag = reply.headers["etag"];
      const sentAt = (reply.serverTime ?? new Date()).toISOString();
      return makeReceipt(file, key, reply.hashes, { sentAt, ...(etag !== undefined && { etag }) });
    } catch (error) {
      if (error instanceof UnansweredPut && (await showsUp(signal, context)))
        return makeReceipt(file, key, error.hashes);
      throw error;
    }
  };
  try {
    return await retry(attempt, signal, context.retry);
  } catch (error) {
    throw await narrowSignRefusal(error, key, signal, context);
  }
}

async function showsUp(
  signal: AbortSignal,
  { isThere, retry: { policy } }: SendFileContext,
): Promise<boolean> {
  const { firstDelayMs } = policy ?? DEFAULT_RETRY_POLICY;
  for (const times of LOOKS) {
    if (times > 0) await setTimeout(times * firstDelayMs, undefined, { signal });
    if (await isThere(signal)) return true;
  }
  return false;
}

/** A redirect is followed once, with the same headers as before: there is no credential among them. */
async function put(
  { url }: SignedUpload,
  file: OutgoingFile,
  { signal, onProgress, newHasher }: Transfer,
  { http, requireSafe }: SendFileContext,
): Promise<PutReply> {
  const send = (target: string) => {
    requireSafe(target);
    return http.putFile({ url: target, file, signal, hasher: newHasher(file.sizeBytes), onProgress });
  };
  const reply = await send(url);
  const elsewhere = findRedirect(url, reply);
  return elsewhere === undefined ? reply : send(elsewhere);
}
