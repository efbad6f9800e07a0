import { describe, expect, test } from "vitest";
import { readMessage, ROWS } from "../../../src/destinations/kitsu/api.ts";

describe("what a refusal says", () => {
  test.each([
    [
      "1.0",
      { error: true, message: "Metadata descriptor already exists.", data: null },
      "Metadata descriptor already exists.",
    ],
    [
      "1.0 of a field",
      {
        error: true,
        message: "Validation error.",
        data: { errors: [{ field: "name", message: "Field required" }] },
      },
      "Validation error. name: Field required",
    ],
    [
      "1.0 of a movie",
      { error: true, message: "Failed.", data: { reason: "partially written" } },
      "Failed. partially written",
    ],
    ["0.16", { message: "Task already exists." }, "Task already exists."],
    ["0.16 of a field", { message: { name: "required" } }, "name: required"],
    ["the token layer", { msg: "Not enough segments" }, "Not enough segments"],
    ["something else", { error: "no" }, "no"],
  ])("is read of %s", (_, body, words) => {
    expect(readMessage(body)).toBe(words);
  });

  test.each([undefined, null, [], "text", { error: true }, { message: 5 }])("is nothing in %j", (body) => {
    expect(readMessage(body)).toBeUndefined();
  });

  test("fits a line", () => {
    expect(readMessage({ message: "a\n".repeat(500) })).toMatch(/^[^\n]{1,300}$/);
  });
});

test("rows are read with what is missing, and not without what is needed", () => {
  expect(ROWS.shot.parse({ id: "s", name: "A", data: null })).toEqual({
    id: "s",
    name: "A",
    data: {},
    tasks: [],
  });
  expect(ROWS.playlist.parse({ id: "p", name: "P", shots: null }).shots).toEqual([]);
  expect(ROWS.preview.safeParse({ status: "ready" }).success).toBe(false);
});
