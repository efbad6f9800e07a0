import { expect, test } from "vitest";
import { readJpegStructure } from "../../../src/media/jpeg-structure.ts";
import { findPersonalExif } from "../../../src/media/personal/personal-exif.ts";

const HEAD = Buffer.from("4578696600004d4d002a00000008", "hex");
/** Leads to the list at 8, which is itself. */
const ENTRY = Buffer.from("876900040000000100000008", "hex");
const ARTIST = Buffer.from("013b00020000000441424300", "hex");

const segmentOf = (count: number, entries: readonly Buffer[]) =>
  Buffer.concat([HEAD, Buffer.from([count >> 8, count & 0xff]), ...entries]);

test("lists that lead to lists without end are read once, and no further than they go", () => {
  const entries = Array.from({ length: 5000 }, () => ENTRY);
  expect(findPersonalExif(segmentOf(0xffff, [...entries, ARTIST]))).toEqual([
    { kind: "name", where: "Exif" },
  ]);
});

test("a list that claims more than there is holds what there is", () => {
  expect(findPersonalExif(segmentOf(0xffff, [ARTIST]))).toEqual([{ kind: "name", where: "Exif" }]);
  expect(findPersonalExif(segmentOf(0, [ARTIST]))).toEqual([]);
});

test("of millions of empty segments only some are kept", () => {
  const empty = Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe1, 0, 2]));
  const { applications } = readJpegStructure(Buffer.concat([Buffer.from([0xff, 0xd8]), empty]));
  expect(applications).toHaveLength(2000);
});
