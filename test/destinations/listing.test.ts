import { expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import { createListing } from "../../src/destinations/listing.ts";

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
  const { again, known } = createListing({ list }, { first: new Map(), tookMs: 0 }, SIGNAL);
  const [first, second] = await Promise.all([again(), again()]);
  expect(first).toBe(second);
  expect([...first.keys()]).toEqual(["A"]);
  expect(known()).toBe(first);
  await again();
  expect(asked).toBe(1);
  tookMs = 0;
  await expect.poll(async () => (await again(), asked), { timeout: 5000 }).toBeGreaterThan(1);
});

test("a listing that failed is not kept", async () => {
  const memory = openMemory();
  let fails = true;
  const list: typeof memory.list = (signal) =>
    fails ? Promise.reject(new Error("no")) : memory.list(signal);
  const { again } = createListing({ list }, { first: new Map(), tookMs: 0 }, SIGNAL);
  await expect(again()).rejects.toThrow("no");
  fails = false;
  expect((await again()).size).toBe(0);
});

test("the listing of the beginning serves until it is old, and costs nothing", async () => {
  const memory = openMemory();
  let asked = 0;
  const list: typeof memory.list = (signal) => ((asked += 1), memory.list(signal));
  const first = new Map([["A", { name: "A", metadata: {} }]]);
  const listing = createListing({ list }, { first, tookMs: 60_000 }, SIGNAL);
  expect(await listing.again()).toBe(first);
  expect((await listing.find("A"))?.name).toBe("A");
  expect(asked).toBe(0);
});

test("a name is found in another Unicode form and in other case, and is no twin of itself", () => {
  const first = new Map(
    ["Szene_U\u0308ber_001", "a001c001", "B"].map((name) => [name, { name, metadata: {} }]),
  );
  const { twinOf } = createListing(openMemory(), { first, tookMs: 0 }, SIGNAL);
  expect(twinOf("Szene_\u00dcber_001")).toBe("Szene_U\u0308ber_001");
  expect(twinOf("A001C001")).toBe("a001c001");
  expect([twinOf("B"), twinOf("C")]).toEqual([undefined, undefined]);
});
