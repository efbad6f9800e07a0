import { expect, test } from "vitest";
import { parseJson } from "../../src/net/parse-json.ts";

test("reads JSON, and tells what is none by undefined", () => {
  expect(parseJson('{"a":[1]}', "host")).toEqual({ a: [1] });
  expect(parseJson("<html>", "host")).toBeUndefined();
});

test("a large project is read, a bomb is not", () => {
  const clips = JSON.stringify(Array.from({ length: 300_000 }, (_, at) => ({ name: `C${at}` })));
  expect(parseJson(clips, "host")).toHaveLength(300_000);
  for (const bomb of [`[${"{},".repeat(1_000_001)}1]`, "[".repeat(3_000_000)]) {
    expect(() => parseJson(bomb, "host")).toThrow(/more than 1000000 items/);
  }
});
