import { expect, test } from "vitest";
import type { Event } from "../../src/domain/events.ts";
import { type ClipWithRoles, findMissingLogs, sayMissingLogs } from "../../src/plan/missing-logs.ts";

const clips = (names: string): ClipWithRoles[] =>
  names.split(" ").map((word) => {
    const name = word.replace("+", "");
    return { name, group: name.charAt(0), hasLog: word.endsWith("+") };
  });

test.each([
  ["A1+ A2", ["A2"]],
  ["A1+ A2+ A3+ A4", ["A4"]],
  ["A1+ A2+", []],
  ["A1 A2", []],
  ["A1+ A2 A3", []],
  ["A1+ A2+ B1 B2", []],
  ["A1+ A2 B1 B2+", ["A2", "B1"]],
])("of %s these lack their LOG file", (names, lacking) => {
  expect(findMissingLogs(clips(names)).names).toEqual(lacking);
});

test("they are named in one warning", () => {
  const said: Event[] = [];
  sayMissingLogs(clips("A1+ A2+ A3"), "CARD", (event) => said.push(event));
  sayMissingLogs(clips("A1+ A2+"), "CARD", (event) => said.push(event));
  const message = "1 of 3 clips of CARD has no LOG file, though the others have one: A3.";
  expect(said).toEqual([{ type: "warning", code: "log_missing", message }]);
});
