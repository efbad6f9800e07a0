import { expect, test } from "vitest";
import { readMediaStores } from "../../../src/destinations/catdv/api.ts";
import { pairStores, placeMedia, type PlacesOfMedia } from "../../../src/destinations/catdv/media-place.ts";

const of9 = (path: string, pathOrder: number, mediaType: string, target: string | null) => ({
  path,
  pathOrder,
  pathType: { mediaType, target },
});
const PLACES: PlacesOfMedia = {
  pairs: [{ hires: "/Volumes/A/HIRES", proxy: "/Volumes/A/Proxy" }],
  roots: {},
};

function place(
  source: string | undefined,
  places: Partial<PlacesOfMedia> = {},
  role: "graded" | "log" = "graded",
) {
  return placeMedia({ role, clipName: "A001C001", source }, { ...PLACES, ...places });
}

test("hires and web proxy are paired by their order, in both versions' spelling", () => {
  const stores = readMediaStores([
    {
      name: "A",
      paths: [
        of9("/A/Proxy2", 2, "proxy", "web"),
        of9("/A/H1", 1, "hires", null),
        of9("/A/Tape", 1, "archive", null),
        of9("/A/Other", 1, "proxy", "tablet"),
        of9("/A/Proxy1", 1, "proxy", "web"),
        of9("/A/H2", 2, "hires", null),
        of9("/A/H3", 3, "hires", null),
      ],
    },
    {
      name: "B",
      paths: [
        { path: "/B/H", pathOrder: 1, mediaType: "hires" },
        { path: "/B/P", pathOrder: 1, mediaType: "proxy" },
      ],
    },
  ]);
  expect(pairStores(stores ?? [])).toEqual([
    { hires: "/A/H1", proxy: "/A/Proxy1" },
    { hires: "/A/H2", proxy: "/A/Proxy2" },
    { hires: "/B/H", proxy: "/B/P" },
  ]);
});

test("a proxy goes where the camera file's path leads, and CatDV is told of the camera file", () => {
  expect(place("/Volumes/A/HIRES/Day 01/A001/A001C001.mov")).toEqual({
    path: "/Volumes/A/Proxy/Day 01/A001/A001C001.mp4",
    root: "/Volumes/A/Proxy",
    filePath: "/Volumes/A/HIRES/Day 01/A001/A001C001.mov",
    hires: "/Volumes/A/HIRES/Day 01/A001/A001C001.mov",
  });
});

test("a LOG file lies beside it, under its own path", () => {
  expect(place("/Volumes/A/HIRES/A001/A001C001.mov", {}, "log")).toEqual({
    path: "/Volumes/A/Proxy/A001/A001C001_log.mp4",
    root: "/Volumes/A/Proxy",
    filePath: "/Volumes/A/Proxy/A001/A001C001_log.mp4",
  });
});

test("folders that are called otherwise on the server are spelled as there", () => {
  const places = {
    pairs: [{ hires: "Z:\\HIRES", proxy: "Z:\\Proxy" }],
    roots: { "Z:\\": "/mnt/other", "Z:\\HIRES": "/mnt/hires", "Z:\\Proxy": "/mnt/proxy" },
  };
  expect(place("/mnt/hires/A001/A001C001.mov", places)).toMatchObject({
    path: "/mnt/proxy/A001/A001C001.mp4",
    root: "/mnt/proxy",
    filePath: "Z:\\HIRES\\A001\\A001C001.mov",
  });
});

test("what no media store covers goes into the folder that was named", () => {
  const there = { folder: "/mnt/dailies", roots: { "/Volumes/SAN": "/mnt" } };
  for (const source of ["/Volumes/CARD/A001C001.mov", "/Volumes/A/HIRES2/x.mov", undefined]) {
    expect(place(source, there)).toEqual({
      path: "/mnt/dailies/_graded/A001C001.mp4",
      root: "/mnt/dailies",
      filePath: "/Volumes/SAN/dailies/_graded/A001C001.mp4",
    });
  }
});

test("without any place it is said why", () => {
  expect(() => place("/Volumes/CARD/A001C001.mov")).toThrow("lies in no folder of CatDV's media stores");
  expect(() => place(undefined)).toThrow("nothing says which camera file");
});

test("nothing is written among the camera's files", () => {
  const inside = { pairs: [{ hires: "/Volumes/A", proxy: "/Volumes/A/Proxy" }] };
  expect(() => place("/Volumes/A/A001C001.mov", inside)).toThrow("among the camera's files");
  const folder = { folder: "/Volumes/CARD/A001/proxies" };
  expect(() => place("/Volumes/CARD/A001/A001C001.mov", folder)).toThrow("among the camera's files");
});
