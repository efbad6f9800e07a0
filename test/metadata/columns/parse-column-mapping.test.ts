import { expect, test } from "vitest";
import { OdailiesError } from "../../../src/domain/errors.ts";
import { parseColumnMapping } from "../../../src/metadata/columns/parse-column-mapping.ts";

test.each([
  ["Camera Roll=reelName", { column: "Camera Roll", target: "reelName" }],
  ["Camera Roll=reel name", { column: "Camera Roll", target: "reelName" }],
  [" a = b =TSTOP", { column: "a = b", target: "tStop" }],
  ["Datei=name", { column: "Datei", target: "name" }],
  ["Notes=ignore", { column: "Notes", target: "ignore" }],
  ["Size=fileSize", { column: "Size", target: "fileSize" }],
])("%j is read", (text, expected) => {
  expect(parseColumnMapping(text)).toEqual(expected);
});

test.each(["Notes", "=scene", "Notes=", "Notes=nothing", ""])("%j is refused with the choices", (text) => {
  expect(() => parseColumnMapping(text)).toThrow(OdailiesError);
  expect(() => parseColumnMapping(text)).toThrow(
    expect.objectContaining({ code: "usage", hint: expect.stringContaining("reelName") }),
  );
});
