import { describe, expect, test } from "vitest";
import { findCaptivePortal } from "../../src/net/captive-portal.ts";
import { makeReply } from "../../src/net/http-reply.ts";

const PAGE = "\n<!doctype HTML><title>Hotel</title>";
const html = { "content-type": "text/html; charset=utf-8" };
const answer = (status: number, headers: Record<string, string>, text: string) =>
  makeReply(status, headers, text, "odailies.com");

describe("findCaptivePortal", () => {
  test.each([
    ["a page instead of JSON", 200, html, PAGE],
    ["a page that calls itself JSON", 200, { "content-type": "application/json" }, PAGE],
    ["a page with 403", 403, html, PAGE],
    ["a page with 401", 401, html, PAGE],
    ["a redirect to a login page", 302, { location: "http://login.hotel.example/?u=x" }, ""],
    ["status 511", 511, {}, ""],
  ])("%s is a portal", (_what, status, headers, text) => {
    const error = findCaptivePortal(answer(status, headers, text), "json");
    expect(error).toMatchObject({ code: "destination_unreachable", retryable: true });
    expect(error?.message).toContain("captive portal");
    expect(error?.hint).toContain("browser");
  });

  test.each([
    ["JSON", 200, { "content-type": "application/json" }, "{}"],
    ["a refused token", 401, { "content-type": "application/json" }, '{"error":{"message":"no"}}'],
    ["the server's own page for a missing address", 404, html, PAGE],
    ["the load balancer's page", 502, html, PAGE],
    ["a redirect on the same host", 301, { location: "https://odailies.com/api/v1/clips" }, ""],
    ["a relative redirect", 301, { location: "/login" }, ""],
  ])("%s is none", (_what, status, headers, text) => {
    expect(findCaptivePortal(answer(status, headers, text), "json")).toBeUndefined();
  });

  test("a storage may label its empty answer as a page", () => {
    expect(findCaptivePortal(answer(200, html, ""), "anything")).toBeUndefined();
    expect(findCaptivePortal(answer(200, html, PAGE), "anything")).toBeDefined();
  });

  test("the redirect's own query is not shown", () => {
    const error = findCaptivePortal(
      answer(302, { location: "http://portal.example/?token=abc" }, ""),
      "json",
    );
    expect(error?.message).toContain("portal.example");
    expect(error?.message).not.toContain("abc");
  });
});
