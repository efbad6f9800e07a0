import { expect, test } from "vitest";
import { mergePatches } from "../../src/destinations/merge-patches.ts";

test("of several patches of one clip the later wins, a value as well as a blank", () => {
  const merged = mergePatches([
    { name: "B", metadata: { scene: "1", take: "1" } },
    { name: "A", metadata: { scene: "2" }, blank: ["take"] },
    { name: "B", metadata: { take: "2" }, blank: ["scene"] },
    { name: "A", metadata: { take: "3" } },
  ]);
  expect([...merged]).toEqual([
    ["B", { name: "B", metadata: { take: "2" }, blank: ["scene"] }],
    ["A", { name: "A", metadata: { scene: "2", take: "3" }, blank: [] }],
  ]);
});
