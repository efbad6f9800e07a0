import { expect, test } from "vitest";
import { requireEncrypted } from "../../src/net/require-encrypted.ts";

const check = (url: string, isInsecureAllowed = false) =>
  requireEncrypted(url, { what: "The API address", code: "config_invalid", isInsecureAllowed });

test.each(["https://odailies.com/api", "http://127.0.0.1:8448/x", "http://localhost", "http://[::1]:1"])(
  "%s is safe",
  (url) => {
    expect(() => check(url)).not.toThrow();
  },
);

test.each([
  "http://odailies.com/api/v1/clips/p/t0ken",
  "http://192.168.1.20:8448/?sig=t0ken",
  "http://127.0.0.1.evil.test",
])("%s is not, unless it is allowed, and its path is not told", (url) => {
  expect(() => check(url)).toThrow(/is not encrypted/);
  expect(() => check(url)).not.toThrow(/t0ken/);
  expect(() => check(url, true)).not.toThrow();
});
