import { describe, expect, test } from "vitest";
import { isSignatureRefused, requireStored } from "../../../src/destinations/odailies/store-answer.ts";
import type { PutReply } from "../../../src/net/put-file.ts";

const MD5 = "5d41402abc4b2a76b9719d911017c592";
const OTHER = "00000000000000000000000000000000";
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

const reply = (overrides: Partial<PutReply>): PutReply => ({
  status: 200,
  headers: {},
  text: "",
  host: "storage.test",
  serverTime: undefined,
  bytesSent: 5,
  hashes: { xxh64: "x", sha256: "s", md5: MD5 },
  ...overrides,
});
const signed = { url: "https://storage.test/x", expiresAt: new Date("2026-04-22T10:00:00Z") };
const check = (overrides: Partial<PutReply>) => () =>
  requireStored("_graded/A.mp4", 5, reply(overrides), signed);

describe("requireStored", () => {
  test.each<[string, Record<string, string>]>([
    ["no digest at all", {}],
    ["Google's hash", { "x-goog-hash": `crc32c=n03x6A==, md5=${base64(MD5)}` }],
    ["Google's hash over a strange ETag", { "x-goog-hash": `md5=${base64(MD5)}`, etag: `"${OTHER}"` }],
    ["an MD5 as ETag", { etag: `"${MD5.toUpperCase()}"` }],
    ["an ETag of a multipart upload", { etag: `"${OTHER}-3"` }],
    ["an ETag that is not a digest", { etag: 'W/"abc"' }],
    [
      "an ETag of an object with its own key",
      { etag: `"${OTHER}"`, "x-amz-server-side-encryption": "aws:kms" },
    ],
    ["the stored length", { "x-goog-stored-content-length": "5" }],
    [
      "the length of a packed object",
      { "x-goog-stored-content-length": "3", "x-goog-stored-content-encoding": "gzip" },
    ],
  ])("%s is believed", (_what, headers) => {
    expect(check({ headers })).not.toThrow();
  });

  test.each([
    ["another MD5 in Google's hash", { headers: { "x-goog-hash": `md5=${base64(OTHER)}` } }, /MD5 differs/],
    ["another MD5 as ETag", { headers: { etag: `"${OTHER}"` } }, /MD5 differs/],
    ["another length", { headers: { "x-goog-stored-content-length": "4" } }, /4 of 5 bytes/],
    ["an answer before the end", { bytesSent: 3, hashes: undefined }, /after 3 of 5 bytes/],
  ])("%s is damage that may be tried again", (_what, overrides, message) => {
    expect(check(overrides)).toThrow(expect.objectContaining({ code: "upload_failed", retryable: true }));
    expect(check(overrides)).toThrow(message);
  });

  test("a portal's page is not a stored file", () => {
    expect(check({ text: "<!doctype html><p>Hotel" })).toThrow(/captive portal/);
  });

  test("a refusal tells the store's code and words, and nothing of the signed request", () => {
    const text =
      "<Error><Code>AccessDenied</Code><Message>Nope</Message><CanonicalRequest>X-Goog-Signature=feed</CanonicalRequest></Error>";
    expect(check({ status: 403, text })).toThrow(/\(403\).* It says: AccessDenied, Nope\.$/);
    expect(check({ status: 403, text })).not.toThrow(/feed/);
  });

  test.each([
    [501, "upload_failed", /another network/],
    [505, "upload_failed", /another network/],
    [507, "permission_missing", /^Free space/],
  ])("%i is said once, with what helps", (status, code, hint) => {
    const error: unknown = expect.objectContaining({
      code,
      retryable: false,
      hint: expect.stringMatching(hint),
    });
    expect(check({ status })).toThrow(expect.objectContaining({ error }));
  });

  test("the store's clock tells whether the signature had run out", () => {
    const late = new Date("2026-04-22T10:00:01Z");
    expect(check({ status: 403, serverTime: late })).toThrow(/had run out/);
    expect(check({ status: 403, serverTime: new Date("2026-04-22T09:59:59Z") })).toThrow(/did not take/);
  });
});

test.each([
  [401, "", true],
  [403, "", true],
  [400, "<Code>ExpiredToken</Code>", true],
  [400, "<Code>InvalidArgument</Code>", false],
  [500, "", false],
  [200, "", false],
])("status %i with %j is a refused signature: %s", (status, text, expected) => {
  expect(isSignatureRefused({ status, text })).toBe(expected);
});
