import { describe, expect, test } from "vitest";
import { describeNetworkError, findNetworkFault } from "../../src/net/network-error.ts";
import { createRedactor } from "../../src/net/redact.ts";

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

describe("findNetworkFault", () => {
  test.each([
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["ECONNREFUSED", "refused"],
    ["ENETUNREACH", "unreachable"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout"],
    ["ECONNRESET", "broken"],
    ["EPIPE", "broken"],
    ["UND_ERR_SOCKET", "broken"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
    ["CERT_HAS_EXPIRED", "clock"],
    ["HPE_INVALID_CONSTANT", "not-http"],
  ])("%s is %s", (code, fault) => {
    expect(findNetworkFault(withCode(code))).toBe(fault);
  });

  test("looks into causes and into the attempts of several addresses", () => {
    expect(findNetworkFault(new Error("outer", { cause: withCode("EPIPE") }))).toBe("broken");
    expect(findNetworkFault(new AggregateError([withCode("EHOSTUNREACH"), withCode("ETIMEDOUT")]))).toBe(
      "unreachable",
    );
  });

  test.each([
    [502, "proxy-down"],
    [504, "proxy-down"],
    [429, "proxy-down"],
    [407, "proxy"],
    [403, "proxy"],
  ])("a proxy that answers %s is %s", (status, fault) => {
    const error = new Error("aborted", {
      cause: new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`),
    });
    expect(findNetworkFault(error)).toBe(fault);
    expect(describeNetworkError(error, "odailies.com", createRedactor())?.retryable).toBe(
      fault === "proxy-down",
    );
  });

  test("a bug, a missing file and a thrown text are not the network's doing", () => {
    expect(findNetworkFault(new TypeError("x is undefined"))).toBeUndefined();
    expect(findNetworkFault(withCode("ENOENT"))).toBeUndefined();
    expect(findNetworkFault("ECONNRESET")).toBeUndefined();
  });

  test("survives causes that go in circles", () => {
    const error = new Error("loop");
    error.cause = error;
    expect(findNetworkFault(error)).toBeUndefined();
  });
});

describe("describeNetworkError", () => {
  test("is one sentence with the host and one action, without the secret", () => {
    const error = describeNetworkError(
      withCode("ENOTFOUND", "getaddrinfo for /clips/p/t0ken"),
      "odailies.com",
      createRedactor(["t0ken"]),
    );
    expect(error).toMatchObject({ code: "destination_unreachable", retryable: true });
    expect(error?.message).toBe("The name odailies.com could not be looked up (DNS).");
    expect(JSON.stringify(error?.context)).not.toContain("t0ken");
  });

  test("a certificate does not become trusted by trying again", () => {
    const error = describeNetworkError(
      withCode("SELF_SIGNED_CERT_IN_CHAIN"),
      "odailies.com",
      createRedactor(),
    );
    expect(error?.retryable).toBe(false);
    expect(error?.hint).toContain("NODE_EXTRA_CA_CERTS");
  });
});
