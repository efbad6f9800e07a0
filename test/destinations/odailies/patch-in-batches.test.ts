import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WirePatch } from "../../../src/destinations/odailies/api.ts";
import { BATCH_SIZE, patchInBatches } from "../../../src/destinations/odailies/patch-in-batches.ts";

const entries = (count: number): WirePatch[] =>
  Array.from({ length: count }, (_, i) => ({ name: `C${i}`, scene: "1" }));

/** A service that refuses a whole request for one bad clip. */
function strictService(bad: ReadonlySet<string>, missing: ReadonlySet<string> = new Set()) {
  const requests: number[] = [];
  const send = async (batch: readonly WirePatch[]) => {
    requests.push(batch.length);
    const spoilt = batch.find(({ name }) => bad.has(name));
    if (spoilt) return { refusal: `${spoilt.name} is bad` };
    return { missing: new Set(batch.map(({ name }) => name).filter((name) => missing.has(name))) };
  };
  return { send, requests };
}

describe("patchInBatches", () => {
  test("nothing to send is no request", async () => {
    const { send, requests } = strictService(new Set());
    await patchInBatches([], send);
    expect(requests).toEqual([]);
  });

  test("5,000 clips are 25 requests", async () => {
    const { send, requests } = strictService(new Set());
    const { taken } = await patchInBatches(entries(5000), send);
    expect(taken.size).toBe(5000);
    expect(requests).toHaveLength(25);
    expect(Math.max(...requests)).toBe(BATCH_SIZE);
  });

  test("one bad clip among 200 costs few requests and no other clip", async () => {
    const { send, requests } = strictService(new Set(["C137"]));
    const { taken, refused } = await patchInBatches(entries(200), send);
    expect([...refused]).toEqual([["C137", "C137 is bad"]]);
    expect(taken.size).toBe(199);
    expect(requests.length).toBeLessThanOrEqual(17);
  });

  test("every clip ends in exactly one place, whichever are bad or missing", async () => {
    const names = entries(450).map(({ name }) => name);
    await fc.assert(
      fc.asyncProperty(fc.subarray(names, { maxLength: 30 }), fc.subarray(names), async (bad, missing) => {
        const report = await patchInBatches(entries(450), strictService(new Set(bad), new Set(missing)).send);
        expect([...report.refused.keys()].sort()).toEqual([...bad].sort());
        expect([...report.missing].sort()).toEqual(missing.filter((name) => !bad.includes(name)).sort());
        expect(report.taken.size + report.missing.size + report.refused.size).toBe(450);
      }),
      { numRuns: 30 },
    );
  });
});
