import { describe, expect, test } from "vitest";
import {
  readErrorMessage,
  readPatchAnswer,
  readSignedUpload,
  readV1Listing,
  readV2Listing,
} from "../../../src/destinations/odailies/api.ts";

describe("listings", () => {
  test("v1 is an object by name; a clip's own name wins", () => {
    const message = { A001: { name: "A001", scene: "1" }, B001: { scene: "2" }, C_001: { name: "C.001" } };
    expect(readV1Listing({ data: { message } })).toEqual([
      { name: "A001", fields: message.A001 },
      { name: "B001", fields: message.B001 },
      { name: "C.001", fields: message.C_001 },
    ]);
  });

  test("v2 is a list", () => {
    const data = [{ name: "A001", scene: "1" }];
    expect(readV2Listing({ data })).toEqual([{ name: "A001", fields: data[0] }]);
  });

  test.each([{ data: { message: {} } }, { data: { message: [] } }, { data: { message: null } }])(
    "%j is an empty project in v1",
    (json) => {
      expect(readV1Listing(json)).toEqual([]);
    },
  );

  test("an empty v2 project", () => {
    expect(readV2Listing({ data: [] })).toEqual([]);
    expect(readV2Listing({ data: null })).toEqual([]);
  });

  test.each([
    undefined,
    null,
    [],
    "ok",
    {},
    { data: {} },
    { data: { message: "ok" } },
    { data: "x" },
    { error: {} },
  ])("%j is not a listing", (json) => {
    expect(readV1Listing(json)).toBeUndefined();
  });

  test.each([
    { data: { message: {} } },
    { data: [{ scene: "1" }] },
    { data: [null] },
    { data: [{ name: "" }] },
    {},
  ])("%j is not a v2 listing", (json) => {
    expect(readV2Listing(json)).toBeUndefined();
  });

  test("a clip may be called __proto__", () => {
    const json: unknown = JSON.parse('{"data":{"message":{"__proto__":{"scene":"1"},"A":{"scene":"2"}}}}');
    expect(readV1Listing(json)?.map(({ name }) => name)).toContain("A");
    expect(({} as Record<string, unknown>)["scene"]).toBeUndefined();
  });
});

describe("readPatchAnswer", () => {
  test.each([
    [{ updated: 2, projectId: "p", names: ["A", "B"] }, ["A", "B"], 2],
    [{ data: { updated: 2, names: ["A", "B"] } }, ["A", "B"], 2],
    [{ data: { message: { updated: 2, names: ["A", "B"] } } }, ["A", "B"], 2],
    [{ updated: ["A"], names: 1 }, undefined, 1],
    [{ names: [{ name: "A" }] }, ["A"], undefined],
    [{ data: { message: "OK" } }, undefined, undefined],
    [{}, undefined, undefined],
    [undefined, undefined, undefined],
    ["OK", undefined, undefined],
  ])("%j", (json, names, updated) => {
    expect(readPatchAnswer(json)).toEqual({ names, updated });
  });
});

describe("readSignedUpload", () => {
  const expiresAt = "2024-12-30T08:34:05Z";
  test("takes url and expiry, at the top or nested", () => {
    const expected = { url: "https://s/x", expiresAt: new Date(expiresAt) };
    expect(readSignedUpload({ url: "https://s/x", expiresAt })).toEqual(expected);
    expect(readSignedUpload({ data: { url: "https://s/x", expiresAt } })).toEqual(expected);
  });

  test("an unreadable expiry is none", () => {
    expect(readSignedUpload({ url: "http://s/x", expiresAt: "soon" })).toEqual({
      url: "http://s/x",
      expiresAt: undefined,
    });
    expect(readSignedUpload({ url: "http://s/x", expiresAt: 5 })).toEqual({
      url: "http://s/x",
      expiresAt: undefined,
    });
  });

  test.each([{ url: "ftp://s/x" }, { url: "/x" }, { url: "file:///etc/passwd" }, { url: 5 }, {}, null])(
    "%j is nothing to upload to",
    (json) => {
      expect(readSignedUpload(json)).toBeUndefined();
    },
  );
});

describe("readErrorMessage", () => {
  test("is the service's own words on one line of bounded length", () => {
    expect(readErrorMessage({ error: { message: "Bad\n  field" } })).toBe("Bad field");
    expect(readErrorMessage({ error: "Bad" })).toBe("Bad");
    expect(readErrorMessage({ error: { message: "x".repeat(9000) } })).toHaveLength(300);
  });

  test.each([{}, { error: {} }, { error: { message: " " } }, undefined, "<html>"])("%j has none", (json) => {
    expect(readErrorMessage(json)).toBeUndefined();
  });
});
