import { describe, expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import { BROKEN_DESTINATIONS, type BrokenDestination } from "../support/broken-destinations.ts";
import { type ContractSubject, DESTINATION_CONTRACT } from "../support/destination-contract.ts";
import { rejection } from "../support/net-client.ts";

/** Each time a new one, broken anew. */
function subjectOf(broken: Pick<BrokenDestination, "break">): ContractSubject {
  const create = async () => {
    const memory = openMemory();
    return { ...memory, ...broken.break(memory) };
  };
  return { create, saysWhatIsMissing: true };
}

describe("the contract of destinations", () => {
  test.each(BROKEN_DESTINATIONS.map((broken) => [broken.title, broken] as const))(
    "refuses: %s",
    async (_title, broken) => {
      const check = DESTINATION_CONTRACT[broken.refusedBy]!;
      const [whole, subject] = [subjectOf({ break: () => ({}) }), subjectOf(broken)];
      await check(whole);
      expect(await rejection(check(subject))).toBeInstanceOf(Error);
    },
  );

  test("has no check that refuses nobody", () => {
    const refusing = new Set(BROKEN_DESTINATIONS.map(({ refusedBy }) => refusedBy));
    expect(Object.keys(DESTINATION_CONTRACT).filter((name) => !refusing.has(name))).toEqual([]);
  });
});
