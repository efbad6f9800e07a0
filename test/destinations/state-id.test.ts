import { describe, expect, test } from "vitest";
import { stateId } from "../../src/destinations/state-id.ts";

describe("stateId", () => {
  test("keeps what is safe and tells apart what would look alike", () => {
    expect(stateId("odailies", "odailies.com", "p-1")).toBe("odailies-odailies.com-p-1");
    expect(stateId("a/b")).toMatch(/^[A-Za-z0-9._-]+$/);
    expect(stateId("a/b")).not.toBe(stateId("a b"));
    expect(stateId("a/b")).not.toBe("a_b");
  });
});
