// One file: signed just before it goes, sent in one PUT, checked against what the storage says it has.
import type { Receipt } from "../../domain/clip.ts";
import type { OutgoingFile, Transfer } from "../../domain/delivery.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { PutReply } from "../../net/put-file.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { readSignedUpload, type SignedUpload } from "./api.ts";
import { type CallApi, notUnderstood } from "./call-api.ts";
import { isSignatureRefused, requireStored } from "./store-answer.ts";

export interface SendFileContext {
  readonly call: CallApi;
  readonly http: HttpClient;
  readonly apiHost: string;
  readonly retry: RetryOptions;
}

/**
 * Every attempt signs anew: a signature lives for 15 minutes and is never kept for a retry. A refused signature is
 * replaced once per attempt. There is no resuming; an attempt sends the file from its first byte.
 */
export async function sendFile(
  file: OutgoingFile,
  key: string,
  transfer: Transfer,
  context: SendFileContext,
): Promise<Receipt> {
  const { signal } = transfer;
  const signAndPut = async () => {
    const signed = await sign(key, signal, context);
    return { signed, reply: await put(signed, file, transfer, context) };
  };
  return retry(
    async () => {
      let sent = await signAndPut();
      if (isSignatureRefused(sent.reply)) sent = await signAndPut();
      const { reply, signed } = sent;
      requireStored(key, file.sizeBytes, reply, signed);
      const { etag } = reply.headers;
      return {
        role: file.role,
        key,
        bytes: reply.bytesSent,
        ...reply.hashes,
        action: file.action,
        sentAt: (reply.serverTime ?? new Date()).toISOString(),
        ...(etag === undefined ? {} : { etag }),
      };
    },
    signal,
    context.retry,
  );
}

/** v1 signs for both versions: v2's route is not published. */
async function sign(
  key: string,
  signal: AbortSignal,
  { call, apiHost }: SendFileContext,
): Promise<SignedUpload> {
  const { json } = await call({
    version: "v1",
    method: "GET",
    resource: "upload",
    key,
    needs: "Upload",
    signal,
  });
  const signed = readSignedUpload(json);
  if (!signed) throw notUnderstood(apiHost);
  return signed;
}

function put(
  { url }: SignedUpload,
  file: OutgoingFile,
  { signal, onProgress, newHasher }: Transfer,
  { http }: SendFileContext,
): Promise<PutReply> {
  return http.putFile({ url, file, signal, hasher: newHasher(file.sizeBytes), onProgress });
}
