import fc from "fast-check";
import { expect, test } from "vitest";
import { clipQuery } from "../../../src/destinations/catdv/query.ts";
import { parseQuery } from "../../support/catdv-query.ts";

test("the catalogue stands in the query", () => {
  expect(clipQuery(27, [["clip.clipref", "odailies-1"]])).toBe(
    "((catalog.ID)eq(27))and((clip.clipref)eq(odailies-1))",
  );
  expect(clipQuery(27, [])).toBe("((catalog.ID)eq(27))");
});

test("a value keeps its parentheses and tildes", () => {
  expect(clipQuery(1, [["clip.name", "A (2)~"]])).toContain("eq(A ~282~29~7E)");
});

test("whatever a clip is called, a server reads the name that was meant", () => {
  const name = fc.oneof(fc.string(), fc.stringMatching(/^[~()28E7]+$/));
  fc.assert(
    fc.property(name, (wanted) => {
      const isFound = parseQuery(clipQuery(27, [["clip.name", wanted]]), { ignoresCase: false });
      const read = (there: string) => (field: string) => (field === "catalog.ID" ? "27" : there);
      expect(isFound(read(wanted))).toBe(true);
      expect(isFound(read(`${wanted}x`))).toBe(false);
    }),
  );
});
