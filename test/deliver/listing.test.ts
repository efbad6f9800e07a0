import { expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import { createListing } from "../../src/deliver/listing.ts";

const SIGNAL = new AbortController().signal;

test("a listing is asked for again once ten times its own time has passed, and never twice at once", async () => {
  const memory = openMemory({ clips: [{ name: "A", metadata: {} }] });
  let asked = 0;
  let tookMs = 30;
  const list: typeof memory.list = async (signal) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, tookMs));
    return memory.list(signal);
  };
  const listAgain = createListing({ list }, SIGNAL);
  const [first, second] = await Promise.all([listAgain(), listAgain()]);
  expect(first).toBe(second);
  expect([...first.keys()]).toEqual(["A"]);
  await listAgain();
  expect(asked).toBe(1);
  tookMs = 0;
  await expect.poll(async () => (await listAgain(), asked), { timeout: 5000 }).toBeGreaterThan(1);
});

test("a listing that failed is not kept", async () => {
  const memory = openMemory();
  let fails = true;
  const list: typeof memory.list = (signal) =>
    fails ? Promise.reject(new Error("no")) : memory.list(signal);
  const listAgain = createListing({ list }, SIGNAL);
  await expect(listAgain()).rejects.toThrow("no");
  fails = false;
  expect((await listAgain()).size).toBe(0);
});
