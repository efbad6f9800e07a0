// What the storage behind a signed URL says: did it keep the file, the whole file, these very bytes? Pure.
import type { FileHashes } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { findCaptivePortal } from "../../net/captive-portal.ts";
import type { PutReply } from "../../net/put-file.ts";
import { createRedactor } from "../../net/redact.ts";
import { INSUFFICIENT_STORAGE, isUnable, mayPass } from "../../net/retry-verdict.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { quoteAnswer } from "../quote-answer.ts";
import type { SignedUpload } from "./api.ts";
import { adviceFor } from "./refusal-reason.ts";

/** A store says 401 or 403 to a signature it does not take; Google says 400 with this code to one that has expired. */
export function isSignatureRefused({ status, text }: Pick<PutReply, "status" | "text">): boolean {
  return status === 401 || status === 403 || (status === 400 && /ExpiredToken|expired/i.test(text));
}

/** 307 and 308 (RFC 9110 §15.4): the same request to another address. */
function keepsMethod({ status }: Pick<PutReply, "status">): boolean {
  return status === 307 || status === 308;
}

/**
 * Where a store wants the file to go instead, as regional hosts of S3-like stores do. Undefined for every other answer,
 * for another scheme, and for an address with a login in it.
 */
export function findRedirect(url: string, reply: Pick<PutReply, "status" | "headers">): string | undefined {
  const location = reply.headers["location"];
  if (!keepsMethod(reply) || location === undefined || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  const hasLogin = target.username !== "" || target.password !== "";
  return target.protocol === new URL(url).protocol && !hasLogin ? target.href : undefined;
}

/** Throws unless the store has the whole file, and the same one where it tells a digest. */
export function requireStored(
  key: string,
  sizeBytes: number,
  reply: PutReply,
  { expiresAt }: SignedUpload,
): asserts reply is PutReply & { readonly hashes: FileHashes } {
  // Nothing but a server that knows the request redirects a PUT as a PUT.
  const portal = keepsMethod(reply) ? undefined : findCaptivePortal(reply, "anything");
  if (portal) throw portal;
  if (reply.status < 200 || reply.status > 299) {
    const refusal = describeRefusal(key, reply, expiresAt);
    // A fresh signature may be taken a moment later, when all of the store's machines know the key.
    throw isSignatureRefused(reply) ? refusal : new RefusedAttempt(reply, refusal);
  }
  const damage = findDamage(sizeBytes, reply);
  if (damage !== undefined) {
    throw new OdailiesError("upload_failed", `The storage did not keep ${key} as it was sent: ${damage}.`, {
      hint: "Run the same command again; if it happens again, test this computer's memory and network.",
    });
  }
}

function findDamage(sizeBytes: number, { bytesSent, hashes, headers }: PutReply): string | undefined {
  if (bytesSent !== sizeBytes || !hashes) return `it answered after ${bytesSent} of ${sizeBytes} bytes`;
  const storedBytes = headers["x-goog-stored-content-length"];
  const isEncoded = (headers["x-goog-stored-content-encoding"] ?? "identity") !== "identity";
  if (storedBytes !== undefined && !isEncoded && Number(storedBytes) !== sizeBytes) {
    return `it has ${storedBytes} of ${sizeBytes} bytes`;
  }
  const storedMd5 = readMd5(headers);
  return storedMd5 === undefined || storedMd5 === hashes.md5 ? undefined : "its MD5 differs";
}

/**
 * Lower-case hex. Google tells it in `x-goog-hash`; an ETag is an MD5 only when it is 32 hex digits and the object is
 * not encrypted with a key of its own (Amazon S3, Common Response Headers).
 */
function readMd5(headers: Readonly<Record<string, string>>): string | undefined {
  const base64 = /\bmd5=([A-Za-z0-9+/]{22}==)/.exec(headers["x-goog-hash"] ?? "")?.[1];
  if (base64 !== undefined) return Buffer.from(base64, "base64").toString("hex");
  const encryption = headers["x-amz-server-side-encryption"] ?? "AES256";
  const hasOwnKey = "x-amz-server-side-encryption-customer-algorithm" in headers;
  if (hasOwnKey || encryption !== "AES256") return undefined;
  return /^"?([0-9a-f]{32})"?$/i.exec(headers["etag"] ?? "")?.[1]?.toLowerCase();
}

function describeRefusal(key: string, reply: PutReply, expiresAt: Date | undefined): OdailiesError {
  const said = quoteAnswer(createRedactor().redact(xmlWords(reply.text)));
  const isExpired =
    expiresAt !== undefined && reply.serverTime !== undefined && reply.serverTime >= expiresAt;
  if (isSignatureRefused(reply)) {
    const why = isExpired
      ? "the permission to upload had run out"
      : "it did not take the permission to upload";
    return new OdailiesError(
      "upload_failed",
      `The storage refused ${key} (${reply.status}), because ${why}.${said}`,
      {
        hint: "Run the same command again; if it happens again, a firewall or proxy may alter the request.",
        context: { status: reply.status },
      },
    );
  }
  if (reply.status >= 300 && reply.status < 400) {
    return new OdailiesError(
      "upload_failed",
      `The storage redirects ${key} to another address (${reply.status}), where it was not sent.`,
      {
        hint: "Tell the service's support: a signed address has to take the file, or redirect once by the same scheme.",
        retryable: false,
        context: { status: reply.status },
      },
    );
  }
  if (reply.status === INSUFFICIENT_STORAGE) {
    return new OdailiesError("permission_missing", `The storage has no room left for ${key} (507).${said}`, {
      hint: adviceFor("space"),
      context: { status: reply.status },
    });
  }
  return new OdailiesError("upload_failed", `The storage refused ${key} (${reply.status}).${said}`, {
    hint: hintFor(reply.status),
    retryable: mayPass(reply.status),
    context: { status: reply.status },
  });
}

function hintFor(status: number): string {
  if (mayPass(status)) return "Run the same command again in a few minutes.";
  if (isUnable(status)) return "Send from another network: a firewall or proxy may alter the request.";
  return "Check the file's size and name.";
}

/** `Code` and `Message` of a store's XML error. Never more: other elements repeat the signed request. */
function xmlWords(xml: string): string {
  const element = (name: string) => new RegExp(`<${name}>([^<]{1,200})</${name}>`).exec(xml)?.[1]?.trim();
  return [element("Code"), element("Message")].filter(Boolean).join(", ");
}
