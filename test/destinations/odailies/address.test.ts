import { describe, expect, test } from "vitest";
import { apiUrl, readAddress } from "../../../src/destinations/odailies/address.ts";

const address = (api: string, project = "p", token = "t") => readAddress({ api, project, token });

describe("readAddress", () => {
  test.each([
    ["https://odailies.com", "https://odailies.com"],
    ["https://odailies.com/", "https://odailies.com"],
    ["https://odailies.com/api/v1", "https://odailies.com"],
    ["https://odailies.com/api/", "https://odailies.com"],
    ["http://127.0.0.1:8448/dailies/", "http://127.0.0.1:8448/dailies"],
  ])("%s is %s", (api, base) => {
    expect(address(api).base).toBe(base);
  });

  test.each([
    "odailies.com",
    "ftp://odailies.com",
    "https://me:pw@odailies.com",
    "https://odailies.com/?x=1",
    "",
  ])("%j is refused", (api) => {
    expect(() => address(api)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });

  test.each(["", " ", ".", ".."])("%j is no project and no token", (value) => {
    expect(() => address("https://x.test", value)).toThrow(/The project is empty/);
    expect(() => address("https://x.test", "p", value)).toThrow(/The token is empty/);
  });
});

describe("apiUrl", () => {
  test("encodes every segment once and keeps the path's slashes", () => {
    const url = apiUrl(
      address("https://x.test", "my project", "a/b%"),
      "v1",
      "upload",
      "_graded/Größe 1#2?.mp4",
    );
    expect(url).toBe(
      "https://x.test/api/v1/upload/my%20project/a%2Fb%25/_graded/Gr%C3%B6%C3%9Fe%201%232%3F.mp4",
    );
    expect(new URL(url).href).toBe(url);
  });
});
