import { describe, expect, test } from "vitest";
import { createDestination, DESTINATION_KINDS } from "../../src/destinations/index.ts";
import { testClient } from "../support/net-client.ts";

const settings = () => ({ api: "https://odailies.com", project: "p", token: "t0ken", http: testClient() });

describe("createDestination", () => {
  test.each(["odailies", "local"])("%s can be opened", (name) => {
    expect(createDestination(name, settings()).name).toBe(name);
  });

  test.each(["kitsu", "catdv", "html5-editor"])("%s is known but not available yet", (name) => {
    expect(() => createDestination(name, settings())).toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining("is not available yet") }),
    );
  });

  test("an unknown name is refused with those that there are", () => {
    expect(() => createDestination("dropbox", settings())).toThrow(
      expect.objectContaining({ code: "usage", hint: "Use --to odailies or --to local." }),
    );
  });

  test.each(["api", "project", "token"] as const)("without %s it says so", (missing) => {
    expect(() => createDestination("odailies", { ...settings(), [missing]: "" })).toThrow(
      expect.objectContaining({ code: "config_invalid", hint: expect.stringContaining(`--${missing}`) }),
    );
  });

  test("names are unique", () => {
    const names = DESTINATION_KINDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
