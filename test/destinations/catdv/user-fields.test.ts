import { expect, test } from "vitest";
import { findFields, userFieldsKeyOf, wantedFields } from "../../../src/destinations/catdv/user-fields.ts";

const DEFINITIONS = [
  { identifier: "show.szene", name: "Scene", isEditable: true },
  { identifier: "dailies.take", name: "Take Nr", isEditable: true },
  { identifier: "dailies.lens", name: "Lens", isEditable: false },
  { identifier: "Take", name: "Takes", isEditable: true },
];

test("scene, shot and take have fields unless told otherwise", () => {
  expect([...wantedFields({})]).toEqual([
    ["scene", "Scene"],
    ["shot", "Shot"],
    ["take", "Take"],
  ]);
  expect([...wantedFields({ shot: "", take: "dailies.take", lens: "Lens" })]).toEqual([
    ["scene", "Scene"],
    ["take", "dailies.take"],
    ["lens", "Lens"],
  ]);
});

test("a field is found by its identifier, else by its name in any case; the others are named", () => {
  const wanted = new Map([
    ["scene", "scene"],
    ["take", "Take"],
    ["lens", "Lens"],
    ["shot", "Slate"],
  ] as const);
  const { identifiers, missing } = findFields(wanted, DEFINITIONS);
  expect([...identifiers]).toEqual([
    ["scene", "show.szene"],
    ["take", "Take"],
  ]);
  expect(missing).toEqual(["Lens", "Slate"]);
});

test("a clip shows where user fields are; without one, the version says so", () => {
  expect(userFieldsKeyOf([{}, { userFields: {} }], 9)).toBe("userFields");
  expect(userFieldsKeyOf([{ fields: {} }], 7)).toBe("fields");
  expect(userFieldsKeyOf([{}], 9)).toBe("fields");
  expect(userFieldsKeyOf([], 8)).toBe("userFields");
});
