import { expect, test } from "vitest";
import { CATDV_SETTINGS, readCatdvSettings } from "../../../src/destinations/catdv/catdv-settings.ts";

test("a user alone is enough", () => {
  expect(readCatdvSettings({ user: "dit" })).toEqual({
    user: "dit",
    media: "path",
    roots: {},
    fields: {},
    circled: "marked",
    inMarker: false,
  });
  expect(() => readCatdvSettings({})).toThrow("without a user");
});

test("tables may come as text, as environment variables have to", () => {
  expect(CATDV_SETTINGS.fields.schema.parse("scene=Slate, take = Take Nr,shot=")).toEqual({
    scene: "Slate",
    take: "Take Nr",
    shot: "",
  });
  expect(CATDV_SETTINGS.inMarker.schema.parse("true")).toBe(true);
  expect(CATDV_SETTINGS.serverVersion.schema.parse("7")).toBe(7);
});

test("a field of no property is a mistake", () => {
  const { error } = CATDV_SETTINGS.fields.schema.safeParse({ slate: "Slate" });
  expect(error?.issues[0]?.message).toContain("names what is no property");
});
