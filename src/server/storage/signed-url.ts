// Upload URLs: bound to method, project, path, content type and time by an HMAC-SHA256 that only this library can make.
import { addressOf } from "../library/storage-path.ts";
import { isSameSecret, signatureOf } from "../signature.ts";

/** As o/DAILIES documents. */
const VALID_MS = 15 * 60_000;

export const UPLOAD_CONTENT_TYPE = "application/octet-stream";

export interface SignedUpload {
  readonly pathAndQuery: string;
  /** ISO 8601 UTC, whole seconds. */
  readonly expiresAt: string;
}

export function signUpload(secret: Buffer, project: string, path: string, now: Date): SignedUpload {
  const expires = Math.floor((now.getTime() + VALID_MS) / 1000);
  const signature = signatureOf(secret, signedParts(project, path, String(expires)));
  return {
    pathAndQuery: `/storage/${addressOf(project, path)}?expires=${expires}&signature=${signature}`,
    expiresAt: new Date(expires * 1000).toISOString().replace(".000Z", "Z"),
  };
}

/** When the URL of these parts expires (ms since 1970); undefined when this library has not signed it. */
export function verifyUpload(
  secret: Buffer,
  project: string,
  path: string,
  query: Readonly<Record<string, unknown>>,
): number | undefined {
  const { expires, signature } = query;
  if (typeof expires !== "string" || typeof signature !== "string") return undefined;
  if (!/^\d{1,12}$/.test(expires)) return undefined;
  const expected = signatureOf(secret, signedParts(project, path, expires));
  return isSameSecret(signature, expected) ? Number(expires) * 1000 : undefined;
}

function signedParts(project: string, path: string, expires: string): readonly string[] {
  return ["PUT", project, path, expires, UPLOAD_CONTENT_TYPE];
}
