import { describe, expect, test } from "vitest";
import { descriptorOf, KITSU_FIELDS, readShot, writeShot } from "../../../src/destinations/kitsu/map.ts";
import { METADATA_PROPERTY_NAMES } from "../../../src/domain/metadata.ts";

/** As Zou makes the key of a column's name. */
const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");

const shot = (data: Readonly<Record<string, unknown>>) => ({
  id: "s",
  name: "A",
  description: null,
  data,
  tasks: [],
});

describe("columns", () => {
  test("have the key that Zou makes of their name, and no two the same", () => {
    const all = METADATA_PROPERTY_NAMES.flatMap((property) => descriptorOf(property) ?? []);
    for (const { name, key } of all) expect(key).toBe(slug(name));
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  test("are there for every property but those that Kitsu has a place for, and the size, which is the server's", () => {
    const without = METADATA_PROPERTY_NAMES.filter((property) => !descriptorOf(property));
    expect(without).toEqual(["description", "fps", "fileSize"]);
    expect(METADATA_PROPERTY_NAMES.filter((each) => !KITSU_FIELDS.includes(each))).toEqual(["fileSize"]);
  });
});

describe("values", () => {
  test("are written as Kitsu's page and Zou read them", () => {
    const metadata = {
      circled: false,
      fps: 23.976,
      date: "20260422",
      take: "1A",
      rating: 4,
      description: "rain",
    };
    expect(writeShot(metadata, [])).toEqual({
      description: "rain",
      data: { circled: "false", fps: "23.976", shoot_date: "2026-04-22", take: "1A", rating: 4 },
    });
  });

  test("that are taken out are null, unless a new one is given", () => {
    expect(writeShot({ take: "2" }, ["scene", "take", "description"])).toEqual({
      description: null,
      data: { scene: null, take: "2" },
    });
    expect(writeShot({}, [])).toEqual({});
  });

  test("are read however a person or a table has put them there", () => {
    const data = {
      circled: "true",
      fps: "23,976",
      shoot_date: "2026-04-22T00:00:00",
      take: 3,
      rating: "4",
      asa: 800,
    };
    expect(readShot(shot(data)).metadata).toEqual({
      ...{ circled: true, fps: 23.976, date: "20260422", take: "3", rating: 4, asa: 800 },
    });
  });

  test("that say nothing are not set", () => {
    const data = {
      scene: "",
      take: null,
      rating: "four",
      circled: "maybe",
      fps: {},
      shoot_date: "soon",
      lens: [],
    };
    expect(readShot({ ...shot(data), description: "" }).metadata).toEqual({});
  });
});
