import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createFindFault } from "../../src/commands/find-fault.ts";
import { findMediaTools } from "../../src/media/find-media-tools.ts";
import { never } from "../support/net-client.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { CLIP, INDEX_LAST, put } from "../support/watch-clips.ts";

const findFault = createFindFault({
  tools: await findMediaTools({}),
  reading: { map: [], dateOrder: undefined, encoding: undefined },
  signal: never,
});

async function faultOf(name: string, bytes: Buffer | string, use: "video" | "picture" | "sheet") {
  const path = join(await tempFolder(), name);
  await put(path, bytes);
  return (await findFault(path, use)).fault;
}

const withNoughts = (from: number, to: number) =>
  Buffer.from(CLIP).fill(0, Math.floor(CLIP.length * from), Math.floor(CLIP.length * to));

describe("a video", () => {
  test.each([
    ["that is whole", CLIP, undefined],
    ["that is whole, with its index last", INDEX_LAST, undefined],
    ["cut off", CLIP.subarray(0, 300_000), /copy is incomplete/],
    ["without its index", INDEX_LAST.subarray(0, INDEX_LAST.length - 4000), /no index/],
    ["of full size with a hole at its end", withNoughts(0.5, 1), /do not decode yet/],
    ["of full size with a hole in its middle", withNoughts(0.4, 0.6), /do not decode yet/],
    ["of full size and nothing in it", Buffer.alloc(500_000), /./],
  ])("%s", async (_, bytes, fault) => {
    const found = await faultOf("a.mp4", bytes, "video");
    if (fault) expect(found).toMatch(fault);
    else expect(found).toBeUndefined();
  });
});

describe("a picture", () => {
  /** Frame header and scan header of a grey picture (ITU-T T.81, B.2). */
  const frame = [0xff, 0xc0, 0, 11, 8, 1, 0x68, 2, 0x80, 1, 1, 0x11, 0];
  const head = Buffer.from([0xff, 0xd8, ...frame, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
  const end = Buffer.from([0xff, 0xd9]);

  test.each([
    ["that is whole", Buffer.concat([head, Buffer.alloc(100, 1), end]), undefined],
    ["with a few bytes behind its end", Buffer.concat([head, end, Buffer.alloc(10, 1)]), undefined],
    ["without its end", Buffer.concat([head, Buffer.alloc(100, 1)]), "The picture has no end yet."],
    ["of full size and nothing in it", Buffer.alloc(100), "It has no beginning yet."],
  ])("%s", async (_, bytes, fault) => {
    expect(await faultOf("a.jpg", bytes, "picture")).toBe(fault);
  });
});

test("a sheet is whole once it can be read as one", async () => {
  expect(await faultOf("a.csv", "File Name;Scene\nA001C001;22\n", "sheet")).toBeUndefined();
  expect(await faultOf("a.csv", "1;2\n3;4\n", "sheet")).toContain("cannot be read");
});
