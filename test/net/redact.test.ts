import { describe, expect, test } from "vitest";
import { createRedactor, redactUrl } from "../../src/net/redact.ts";

const GCS_URL =
  "https://storage.googleapis.com/b/_graded/A%20B.mp4?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=svc%40p&X-Goog-Signature=9f8e7d";

describe("redact", () => {
  test("cuts a token as it is, percent-encoded, and with lower-case hex", () => {
    const { redact } = createRedactor(["a/b+c d"]);
    for (const spelling of ["a/b+c d", "a%2Fb%2Bc%20d", "a%2fb%2bc%20d", "a/b+c%20d"]) {
      expect(redact(`GET /clips/p/${spelling} failed`)).toBe("GET /clips/p/[redacted] failed");
    }
  });

  test("cuts a secret that was added later", () => {
    const redactor = createRedactor();
    redactor.add("s3cret");
    expect(redactor.redact("s3cret!")).toBe("[redacted]!");
  });

  test("cuts the longer of two secrets first", () => {
    expect(createRedactor(["abc", "abcdef"]).redact("abcdef")).toBe("[redacted]");
  });

  test.each([
    [GCS_URL, /9f8e7d|svc|SHA256/],
    ["/b/x.mp4?Expires=1735&Signature=q%2Bz&GoogleAccessId=me@x", /q%2Bz|1735|me@x/],
    ["<CanonicalRequest>PUT\nX-Amz-Credential=AKIA&amp;X-Amz-Signature=77</CanonicalRequest>", /AKIA|77/],
    ["https://s/b/A.mp4?uploadType=resumable&upload_id=feed-1_x", /feed/],
    ["callback?u=https%3A%2F%2Fs%2Fx%3FX-Goog-Signature%3Dfeed%26ok%3D1", /feed/],
    ["https://storage.googleapis.com/upload/b/o?uploadType=resumable&upload_id=ABPtcPq7", /ABPtcPq7/],
    ["https://b.s3.test/x.mp4?partNumber=2&uploadId=VXBsb2FkIElE", /VXBsb2FkIElE/],
    ["https://me:hunter2@proxy:3128 refused", /hunter2/],
    ["Authorization: Bearer eyJhbGci", /eyJhbGci/],
  ])("leaves nothing usable in %s", (text, secret) => {
    const safe = createRedactor().redact(text);
    expect(safe).not.toMatch(secret);
    expect(safe).toContain("[redacted]");
  });

  test.each([
    "A001C001.mp4 was uploaded",
    "https://odailies.com/api/v2/clips/p?since=2026",
    "Design=good, expiry 15 min",
  ])("leaves %s alone", (text) => {
    expect(createRedactor().redact(text)).toBe(text);
  });

  test("an empty secret cuts nothing", () => {
    expect(createRedactor([""]).redact("text")).toBe("text");
  });
});

describe("redactUrl", () => {
  test("keeps host and path, cuts login, query and fragment", () => {
    expect(redactUrl("https://me:pw@host:8443/a/b%20c?sig=1#frag")).toBe(
      "https://host:8443/a/b%20c?[redacted]",
    );
    expect(redactUrl("https://host/a")).toBe("https://host/a");
  });

  test("shows nothing of what is no URL", () => {
    expect(redactUrl("token-without-scheme")).toBe("[redacted]");
  });
});
