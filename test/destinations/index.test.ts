import { describe, expect, test } from "vitest";
import { DESTINATION_KINDS, requireKind } from "../../src/destinations/index.ts";
import { createDestination } from "../../src/destinations/kind.ts";
import { testClient } from "../support/net-client.ts";

const settings = () => ({ api: "https://odailies.com", project: "p", token: "t0ken", http: testClient() });

describe("createDestination", () => {
  test.each(["odailies", "local"])("%s can be opened", (name) => {
    expect(createDestination(requireKind(name), settings()).id).toMatch(new RegExp(`^${name}`));
  });

  test("an unknown name is refused with those that there are", () => {
    expect(() => requireKind("dropbox")).toThrow(
      expect.objectContaining({
        code: "usage",
        hint: expect.stringMatching(/^Use --to odailies or --to local\b/),
      }),
    );
  });

  test.each(["api", "project", "token"] as const)("without %s it says so", (missing) => {
    expect(() => createDestination(requireKind("odailies"), { ...settings(), [missing]: "" })).toThrow(
      expect.objectContaining({ code: "config_invalid", hint: expect.stringContaining(`--${missing}`) }),
    );
  });

  test("names are unique", () => {
    const names = DESTINATION_KINDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
